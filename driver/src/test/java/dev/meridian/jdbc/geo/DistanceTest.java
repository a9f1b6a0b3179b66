package dev.meridian.jdbc.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meridian.jdbc.api.Coordinates;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistanceTest {

  private static final double RADIUS = 6_371.0088;

  private static Coordinates random(Random random) {
    return new Coordinates(
        Math.toDegrees(Math.asin(2 * random.nextDouble() - 1)), random.nextDouble() * 360 - 180);
  }

  /** Distances of cities as atlases have them. */
  @ParameterizedTest
  @CsvSource({
    "52.520, 13.405, 48.857, 2.352, 878",
    "51.507, -0.128, 40.713, -74.006, 5570",
    "35.683, 139.767, -33.868, 151.209, 7820",
    "1.352, 103.820, 50.110, 8.682, 10270",
    "37.775, -122.419, 35.683, 139.767, 8270",
    "-23.550, -46.633, 38.722, -9.139, 7940",
    "39.044, -77.487, 53.350, -6.260, 5480",
    "64.147, -21.943, -33.925, 18.424, 11490",
    "60.170, 24.938, 59.437, 24.754, 82",
    "-36.848, 174.763, -34.604, -58.382, 10340"
  })
  void agreesWithTheAtlas(double lat, double lon, double otherLat, double otherLon, double km) {
    assertThat(Distance.kilometres(new Coordinates(lat, lon), new Coordinates(otherLat, otherLon)))
        .isCloseTo(km, Percentage.withPercentage(1));
  }

  @Test
  void isExactWhereTheAnswerIsKnown() {
    Coordinates pole = new Coordinates(90, 17);
    Coordinates otherPole = new Coordinates(-90, -100);
    Coordinates equator = new Coordinates(0, 179.5);
    Coordinates behindTheDateLine = new Coordinates(0, -179.5);
    assertThat(Distance.kilometres(pole, otherPole)).isEqualTo(Math.PI * RADIUS, within(1e-6));
    assertThat(Distance.kilometres(pole, equator)).isEqualTo(Math.PI / 2 * RADIUS, within(1e-6));
    assertThat(Distance.kilometres(equator, behindTheDateLine))
        .isEqualTo(Math.toRadians(1) * RADIUS, within(1e-6));
    assertThat(Distance.kilometres(equator, equator)).isZero();
  }

  @Test
  void agreesWithTheAngleBetweenTwoVectors() {
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      Coordinates one = random(random);
      Coordinates other = random(random);
      double expected = RADIUS * Math.acos(Math.max(-1, Math.min(1, cosine(one, other))));
      assertThat(Distance.kilometres(one, other)).isEqualTo(expected, within(0.5));
      assertThat(Distance.kilometres(other, one))
          .isEqualTo(Distance.kilometres(one, other), within(1e-9));
    }
  }

  private static double cosine(Coordinates one, Coordinates other) {
    double a = Math.toRadians(one.latitude());
    double b = Math.toRadians(other.latitude());
    double angle = Math.toRadians(one.longitude() - other.longitude());
    return Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos(angle);
  }

  @Test
  void lightTakesTenMicrosecondsForAKilometreThereAndBack() {
    assertThat(Distance.roundTripNanos(0)).isZero();
    assertThat(Distance.roundTripNanos(1)).isEqualTo(9_793);
    assertThat(Distance.roundTripNanos(20_015)).isBetween(195_000_000L, 197_000_000L);
  }
}
