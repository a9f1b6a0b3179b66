package dev.meridian.jdbc.topology;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Tells the log what has become of the nodes. Not threadsafe. */
final class TopologyLog {

  private static final System.Logger LOG = System.getLogger(TopologyMonitor.class.getName());

  private @Nullable Topology before;

  /** Tells what is another than the last time. */
  void tell(Topology after) {
    if (LOG.isLoggable(Level.INFO)) {
      after.nodes().stream()
          .filter(state -> !state.node().isVacant())
          .forEach(state -> tell(before == null ? null : before.of(state.node()), state));
    }
    before = after;
  }

  private static void tell(@Nullable NodeState was, NodeState is) {
    if (was == null || was.role() != is.role() || was.up() != is.up()) {
      LOG.log(
          is.up() ? Level.INFO : Level.WARNING,
          "{0}: {1} {2}{3}",
          is.node(),
          is.role(),
          is.up() ? "up" : "down",
          is.problem() == null ? "" : ", " + is.problem());
    }
  }

  /** Tells who came and went after the first. */
  void tell(Seating.Change change) {
    if (before != null) {
      change.taken().forEach(node -> LOG.log(Level.INFO, "{0} is taken up", node));
      change.left().forEach(node -> LOG.log(Level.INFO, "{0} is let go", node));
    }
  }
}
