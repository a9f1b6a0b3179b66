package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.topology.Replicas;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a read of a session that saw nothing may go, or what it may have to wait for, written down
 * from the rules without regard to time: every node is asked everything.
 */
final class NaiveRouter {

  private final Replicas world;
  private final ReadGroups groups;
  private final boolean sawAll;

  NaiveRouter(Replicas world, List<String> readFrom, boolean sawAll) {
    this.world = world;
    this.groups = ReadGroups.of(readFrom);
    this.sawAll = sawAll;
  }

  /** The nodes at which the read may be served at once, of which chance takes one. */
  List<Integer> allowed(int last) {
    List<Integer> ready = replicas(true);
    List<Integer> behind = replicas(false);
    if (ready.isEmpty() && behind.isEmpty()) {
      return List.of(0);
    }
    List<Integer> chosen = ready.isEmpty() ? List.of() : best(ready, last);
    int waitFor = behind.isEmpty() ? -1 : waitFor(behind, last);
    List<Integer> allowed = new ArrayList<>();
    for (int node : chosen.isEmpty() ? List.of(waitFor) : chosen) {
      boolean wait = node != waitFor && waitFor >= 0 && isWorthAWait(waitFor, node);
      int replica = wait ? waitFor : node;
      allowed.add(isPrimaryBetter(replica, last) ? 0 : replica);
    }
    return allowed;
  }

  private List<Integer> replicas(boolean ready) {
    List<Integer> found = new ArrayList<>();
    for (int i = 1; i < world.size(); i++) {
      boolean served = world.known(i).up() && !world.known(i).drained() && rank(i) != -1;
      boolean reached = !sawAll || world.known(i).reached() >= 1_000;
      if (served && reached == ready) {
        found.add(i);
      }
    }
    return found;
  }

  private int rank(int node) {
    int rank = groups.rankOf(world.topology().nodes().get(node).node());
    return rank == ReadGroups.NONE ? -1 : rank;
  }

  private double millis(int node) {
    return world.known(node).roundTripNanos() / 1e6;
  }

  private List<Integer> best(List<Integer> ready, int last) {
    int nearest = nearest(ready);
    if (ready.contains(last)
        && rank(nearest) == rank(last)
        && millis(nearest) * 1.5 + 0.5 >= millis(last)) {
      return List.of(last);
    }
    return ready.stream()
        .filter(node -> rank(node) == rank(nearest))
        .filter(node -> millis(node) <= millis(nearest) * 1.1 + 0.5)
        .toList();
  }

  private int nearest(List<Integer> nodes) {
    int nearest = nodes.get(0);
    for (int node : nodes) {
      if (rank(node) < rank(nearest)
          || (rank(node) == rank(nearest) && millis(node) < millis(nearest))) {
        nearest = node;
      }
    }
    return nearest;
  }

  private int waitFor(List<Integer> behind, int last) {
    int nearest = nearest(behind);
    return behind.contains(last)
            && rank(nearest) == rank(last)
            && millis(nearest) * 1.5 + 0.5 >= millis(last)
        ? last
        : nearest;
  }

  private boolean isWorthAWait(int behind, int ready) {
    return rank(behind) < rank(ready)
        || (rank(behind) == rank(ready) && millis(behind) * 1.5 + 0.5 < millis(ready));
  }

  private boolean isPrimaryBetter(int replica, int last) {
    if (!world.known(0).up() || world.known(0).drained() || rank(0) == -1) {
      return false;
    }
    if (rank(0) != rank(replica)) {
      return rank(0) < rank(replica);
    }
    double factor = last == 0 ? 1 : last == replica ? 1.5 : 1.25;
    return millis(0) * factor + (last == 0 ? 0 : 0.5) < millis(replica);
  }
}
