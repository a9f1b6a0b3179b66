package dev.meridian.examples.lab;

import dev.meridian.testkit.Direction;
import dev.meridian.testkit.Vantage;
import dev.meridian.testkit.WanLink;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The round trips of one application.
 *
 * @param region where the application is
 * @param roundTripsMs milliseconds by the node's region, in the world's order
 * @param jittering the nodes on the way to which round trips are spread evenly from 70 % to 130 %
 * @param expected the region of the node from which it should read
 */
record Ways(
    String region, Map<String, Double> roundTripsMs, List<String> jittering, String expected) {

  /** Sets them; what is under way keeps its time. */
  void setOn(Vantage application) {
    roundTripsMs.forEach(
        (node, ms) -> {
          WanLink link = application.linkTo(node);
          boolean jitters = jittering.contains(node);
          // All of it in one direction: the sum of two draws would seldom come near the ends.
          link.jitter(Direction.TO_CLIENT, jitters ? millis(ms * 0.6) : Duration.ZERO);
          link.roundTrip(millis(jitters ? ms * 0.7 : ms));
        });
  }

  private static Duration millis(double ms) {
    return Duration.ofNanos(Math.round(ms * 1e6));
  }
}
