package dev.meridian.jdbc.routing;

import static dev.meridian.jdbc.session.SeenState.NOTHING;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.session.SeenState;
import dev.meridian.jdbc.session.SeenState.Known;
import dev.meridian.jdbc.topology.Node;
import dev.meridian.jdbc.topology.NodeSample;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Up to where in the primary's WAL a session has seen, told as one position. Immutable.
 *
 * <ol>
 *   <li>What the primary told is that position itself.
 *   <li>What was read on a replica is covered by what it has replayed or received later, where it
 *       tells ({@link NodeState#shownUpTo}).
 *   <li>All else is covered by a later sample of the primary's.
 * </ol>
 *
 * @param position covers all, or null while nodes are to be asked
 * @param unasked the nodes whose next samples tell
 */
public record Coverage(@Nullable Lsn position, List<Node> unasked) {

  /** What is known of it now. */
  public static Coverage of(SeenState seen, Topology topology) {
    Lsn covered = Lsn.ZERO;
    List<Node> unasked = new ArrayList<>();
    for (int i = 0; i < seen.nodes(); i++) {
      long nanos = seen.at(i);
      if (nanos == NOTHING) {
        continue;
      }
      // It may have been seen at a node that came after this picture.
      NodeState state = i < topology.nodes().size() ? topology.nodes().get(i) : null;
      Lsn position = state == null ? null : upTo(state, seen.incarnationAt(i), nanos);
      if (position == null) {
        position = topology.timeline().positionAfter(nanos);
      }
      if (position == null) {
        boolean tells =
            state != null && state.isLiveReplica() && state.incarnation() == seen.incarnationAt(i);
        ask(tells ? state : topology.primary(), unasked);
      } else {
        covered = covered.max(position);
      }
    }
    long nowhere = seen.nowhere();
    List<@Nullable Lsn> rest = new ArrayList<>();
    if (nowhere != NOTHING) {
      rest.add(topology.timeline().positionAfter(nowhere));
    }
    Known known = seen.known();
    if (known != null) {
      rest.add(Floor.position(NOTHING, known, null, topology));
    }
    Known told = seen.told();
    if (told != null) {
      rest.add(Floor.position(NOTHING, null, told, topology));
    }
    for (Lsn position : rest) {
      if (position == null) {
        ask(topology.primary(), unasked);
      } else {
        covered = covered.max(position);
      }
    }
    return new Coverage(unasked.isEmpty() && isComplete(rest) ? covered : null, unasked);
  }

  private static boolean isComplete(List<@Nullable Lsn> positions) {
    return positions.stream().allMatch(position -> position != null);
  }

  private static void ask(@Nullable NodeState state, List<Node> unasked) {
    if (state != null && !unasked.contains(state.node())) {
      unasked.add(state.node());
    }
  }

  /** What a replica's own sample says of reads before {@code nanos}, or null. */
  private static @Nullable Lsn upTo(NodeState replica, long incarnation, long nanos) {
    NodeSample sample = replica.sample();
    return sample == null
            || replica.incarnation() != incarnation
            || sample.startedNanos() - nanos < 0
        ? null
        : replica.shownUpTo();
  }
}
