package dev.meridian.jdbc.topology;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several addresses of one name can lead to the same server. It counts once: at the first of the
 * nodes that answers. Stateless.
 */
final class Twins {

  private Twins() {}

  /** The observations by which roles are found: those of twins say nothing. */
  static List<Observation> silenced(List<Observation> observations) {
    List<Observation> heard = new ArrayList<>(observations);
    for (Observation each : observations) {
      if (twinOf(each, observations) != null) {
        heard.set(each.node().index(), each.silenced());
      }
    }
    return heard;
  }

  /** The node that stands for the same server, or null if this one does. */
  static @Nullable Node twinOf(Observation one, List<Observation> observations) {
    if (!one.node().oneOfSeveral() || one.sample() == null) {
      return null;
    }
    Observation chosen = one;
    for (Observation other : observations) {
      if (other.sample() != null
          && other.node().isNamedAs(one.node())
          && other.sample().identity().equals(one.sample().identity())
          && isBefore(other, chosen)) {
        chosen = other;
      }
    }
    return chosen.node().equals(one.node()) ? null : chosen.node();
  }

  private static boolean isBefore(Observation one, Observation other) {
    return one.up() == other.up() ? one.node().index() < other.node().index() : one.up();
  }
}
