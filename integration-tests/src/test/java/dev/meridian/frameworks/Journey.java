package dev.meridian.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.jdbc.topology.Node;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Where the statements of an action ran, by the driver's own log: whoever runs them need not show
 * the connection.
 *
 * @param legs one a statement, in their order
 */
public record Journey(List<Leg> legs) {

  /** One statement's route. */
  public record Leg(@Nullable String region, Role role, RouteReason reason) {}

  private static final String HOME = "us-east-1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  // The strong reference keeps its level.
  private static final Logger ROUTES = Logger.getLogger("dev.meridian.jdbc.wrap.Pilot");

  /** What the action says, all of whose statements ran on the primary. */
  public static <T> T home(Callable<T> action) throws Exception {
    List<T> result = new CopyOnWriteArrayList<>();
    Journey journey = of(() -> result.add(action.call()));
    assertThat(journey.legs)
        .isNotEmpty()
        .allSatisfy(
            leg -> {
              assertThat(leg.role).isEqualTo(Role.PRIMARY);
              assertThat(leg.region).isEqualTo(HOME);
            });
    return result.get(0);
  }

  /**
   * What the action says once all its statements run on the standby in the region; after a write
   * the first times they may not.
   */
  public static <T> T near(String region, Callable<T> action) {
    List<T> result = new CopyOnWriteArrayList<>();
    Awaitility.await("reads in " + region)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(
            () -> {
              Journey journey = of(() -> result.addAll(0, List.of(action.call())));
              assertThat(journey.legs)
                  .isNotEmpty()
                  .allSatisfy(
                      leg -> {
                        assertThat(leg.role).isEqualTo(Role.STANDBY);
                        assertThat(leg.region).isEqualTo(region);
                      });
            });
    return result.get(0);
  }

  /** Where the statements run while the action does, whoever runs them. */
  public static Journey of(Callable<?> action) throws Exception {
    Recorder recorder = new Recorder();
    ROUTES.setUseParentHandlers(false);
    ROUTES.addHandler(recorder);
    ROUTES.setLevel(Level.FINE);
    try {
      action.call();
    } finally {
      ROUTES.setLevel(null);
      ROUTES.removeHandler(recorder);
      ROUTES.setUseParentHandlers(true);
    }
    return new Journey(List.copyOf(recorder.legs));
  }

  private static final class Recorder extends Handler {

    private final List<Leg> legs = new CopyOnWriteArrayList<>();

    Recorder() {
      setLevel(Level.ALL);
    }

    @Override
    public void publish(LogRecord entry) {
      Object[] told = entry.getParameters();
      // What is asked of metadata is no statement of the application's.
      if (told != null
          && told.length > 3
          && told[0] instanceof Node node
          && !"the system catalogue".equals(told[3])) {
        legs.add(new Leg(node.region(), (Role) told[1], (RouteReason) told[2]));
      }
    }

    @Override
    public void flush() {
      // Nothing is held back.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
