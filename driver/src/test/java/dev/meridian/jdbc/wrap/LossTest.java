package dev.meridian.jdbc.wrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LossTest {

  private final Loss nothing = new Loss();

  @Test
  void isToldOnceAndStays() {
    Loss loss = new Loss();
    loss.found();
    assertThat(loss.tells()).isTrue();
    assertThat(loss.tells()).isFalse();
    loss.join(nothing);
    assertThat(loss.happened()).isTrue();
  }

  @Test
  void isHandedOnToAnotherSession() {
    Loss loss = new Loss();
    loss.found();
    Loss outer = new Loss();
    outer.join(loss);
    assertThat(outer.happened()).isTrue();
    assertThat(outer.tells()).as("told by whoever found it").isFalse();
  }
}
