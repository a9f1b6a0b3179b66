package dev.meridian.examples.lab;

import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Where the applications of all regions read while the ways to the nodes change under them: one
 * after the other all that {@link WayTable} has, then two nodes that are as near, on ways that
 * jitter.
 *
 * @param followed one for each change and application
 * @param tied one for each application
 */
record Choice(List<Followed> followed, List<Tied> tied) {

  private static final int CHANGE_SECONDS = 6;
  private static final int TIE_SECONDS = 60;
  private static final int SETTLING_SECONDS = 5;

  /** Watches them; the ways are the world's own again in the end. */
  static Choice watch(MultiRegionPostgres world, Consumer<String> progress) throws SQLException {
    List<Readers> applications = new ArrayList<>();
    try {
      for (String region : LabWorld.REGIONS) {
        applications.add(new Readers(world.from(region)));
      }
      List<Followed> followed = new ArrayList<>();
      for (WayChange change : WayTable.changes()) {
        progress.accept("All four read, " + change.name() + " …");
        followed.addAll(follow(applications, change));
      }
      WayChange tie = WayTable.tie();
      progress.accept("All four read, " + tie.name() + " …");
      return new Choice(followed, tied(applications, tie));
    } finally {
      for (Readers each : applications) {
        each.close();
      }
      world.restoreLinks();
    }
  }

  private static List<Followed> follow(List<Readers> applications, WayChange change) {
    applications.forEach(each -> each.set(change.from(each.region())));
    pause(CHANGE_SECONDS);
    return applications.stream()
        .map(
            each ->
                new Followed(
                    change.name(), change.from(each.region()), CHANGE_SECONDS, each.seen()))
        .toList();
  }

  private static List<Tied> tied(List<Readers> applications, WayChange tie) {
    applications.forEach(each -> each.set(tie.from(each.region())));
    pause(SETTLING_SECONDS);
    applications.forEach(Readers::count);
    pause(TIE_SECONDS);
    return applications.stream()
        .map(each -> new Tied(tie.from(each.region()), TIE_SECONDS, each.seen()))
        .toList();
  }

  private static void pause(int seconds) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() - until < 0) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }

  /** What is not as it should be. */
  List<String> faults() {
    return Stream.concat(
            followed.stream().flatMap(each -> each.faults().stream()),
            tied.stream().flatMap(each -> each.faults().stream()))
        .toList();
  }
}
