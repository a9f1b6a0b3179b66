package dev.meridian.examples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.Route;
import dev.meridian.jdbc.api.RouteReason;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static Route route(String region, RouteReason reason) {
    return new Route("127.0.0.1:5432", region, Role.STANDBY, reason, Duration.ZERO);
  }

  private static Route near(String region) {
    return route(region, RouteReason.NEAREST);
  }

  private static Tally inEurope() {
    Tally tally = new Tally();
    tally.served(near("eu-west-1"));
    return tally.next();
  }

  @Test
  void theFirstNodeIsNoChange() {
    Tally tally = new Tally();
    tally.served(near("eu-west-1"));
    assertThat(tally.seen().serving()).isEqualTo("eu-west-1");
    assertThat(tally.seen().changes()).isZero();
    assertThat(tally.seen().sinceMs()).isZero();
  }

  @Test
  void thereAndBackIsTwoChanges() {
    Tally tally = inEurope();
    tally.served(near("us-west-2"));
    tally.served(near("us-west-2"));
    tally.served(near("eu-west-1"));
    assertThat(tally.seen().changes()).isEqualTo(2);
    assertThat(tally.seen().servedBy()).isEqualTo(Map.of("eu-west-1", 1, "us-west-2", 2));
  }

  @Test
  void aDetourIsNoChangeButIsTold() {
    Tally tally = inEurope();
    tally.served(route("eu-west-1", RouteReason.BEHIND));
    tally.served(route("us-east-1", RouteReason.BEHIND));
    assertThat(tally.seen().serving()).isEqualTo("us-east-1");
    tally.served(near("eu-west-1"));
    assertThat(tally.seen().serving()).isEqualTo("eu-west-1");
    assertThat(tally.seen().changes()).isZero();
    assertThat(tally.seen().detours()).isEqualTo(Map.of("BEHIND", 1));
  }
}
