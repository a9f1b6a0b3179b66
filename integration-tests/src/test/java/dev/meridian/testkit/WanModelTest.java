package dev.meridian.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WanModelTest {
  @ParameterizedTest
  @CsvSource({
    "us-east-1, eu-west-1, 100",
    "us-east-1, ap-east-1, 180",
    "us-east-1, us-west-2, 65",
    "eu-west-1, ap-east-1, 150",
    "eu-west-1, us-west-2, 140",
    "ap-east-1, us-west-2, 120"
  })
  void knowsThePublishedDistancesBothWays(String one, String other, int millis) {
    assertThat(WanModel.published().roundTrip(one, other)).isEqualTo(Duration.ofMillis(millis));
    assertThat(WanModel.published().roundTrip(other, one)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void hasHalfAMillisecondInsideARegion() {
    assertThat(WanModel.published().roundTrip("eu-west-1", "eu-west-1"))
        .isEqualTo(Duration.ofNanos(500_000));
  }

  @Test
  void knowsWhereThePublishedRegionsAre() {
    assertThat(WanModel.published().place("ap-east-1")).contains(new GeoPoint(22.3, 114.2));
    assertThat(WanModel.none().place("ap-east-1")).isEmpty();
  }

  @Test
  void takesFurtherDistances() {
    WanModel model = WanModel.published().with("us-east-1", "eu-central-1", Duration.ofMillis(90));
    assertThat(model.roundTrip("eu-central-1", "us-east-1")).isEqualTo(Duration.ofMillis(90));
    assertThatThrownBy(() -> model.roundTrip("eu-central-1", "ap-east-1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("between eu-central-1 and ap-east-1");
  }

  @Test
  void hasNoDistancesAtAllWhereNoneAreWanted() {
    assertThat(WanModel.none().roundTrip("here", "there")).isZero();
  }
}
