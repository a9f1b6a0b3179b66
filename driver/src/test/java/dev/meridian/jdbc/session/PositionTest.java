package dev.meridian.jdbc.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Lsn;
import org.junit.jupiter.api.Test;

class PositionTest {

  private static Position at(int timeline, long lsn) {
    return new Position(7, timeline, new Lsn(lsn), Position.UNKNOWN_DEFINITIONS);
  }

  @Test
  void theLaterTimelineIsFurtherAndOnOneTheLaterPlace() {
    for (Position[] inOrder :
        new Position[][] {
          {at(1, 100), at(1, 200)}, {at(1, 200), at(2, 100)}, {at(2, -2), at(3, 0)}
        }) {
      assertThat(Position.further(inOrder[0], inOrder[1])).isEqualTo(inOrder[1]);
      assertThat(Position.further(inOrder[1], inOrder[0])).isEqualTo(inOrder[1]);
    }
  }

  @Test
  void anyPlaceIsFurtherThanNone() {
    assertThat(Position.further(null, at(1, 0))).isEqualTo(at(1, 0));
    assertThat(Position.further(at(1, 0), null)).isEqualTo(at(1, 0));
    assertThat(Position.further(null, null)).isNull();
  }
}
