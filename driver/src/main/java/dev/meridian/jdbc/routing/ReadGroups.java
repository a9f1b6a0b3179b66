package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.api.Settings;
import dev.meridian.jdbc.topology.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order of regions in which reads look for a node: by {@code readFrom}, or by how far they are
 * from the user. Threadsafe.
 *
 * <p>Without either all nodes are of one group. A node without a region is of the group {@code
 * any}, as is one whose region is not listed.
 */
final class ReadGroups {

  /** The rank of a node from which nothing is to be read. */
  static final int NONE = Integer.MAX_VALUE;

  private final List<String> regions;
  private final int rankOfAny;
  private final @Nullable Distances fromUser;

  private ReadGroups(List<String> regions, int rankOfAny, @Nullable Distances fromUser) {
    this.regions = regions;
    this.rankOfAny = rankOfAny;
    this.fromUser = fromUser;
  }

  static ReadGroups of(List<String> readFrom) {
    boolean any = readFrom.isEmpty() || readFrom.contains(Settings.ANY_REGION);
    int named = any && !readFrom.isEmpty() ? readFrom.size() - 1 : readFrom.size();
    return new ReadGroups(readFrom.subList(0, named), any ? named : NONE, null);
  }

  /**
   * The same nodes, in the order of their distance from a user: each distance is a group. What
   * {@code readFrom} leaves out stays out.
   */
  ReadGroups from(Distances user) {
    return new ReadGroups(regions, rankOfAny, user);
  }

  /** The place of the node's group, from 0, or {@link #NONE}. */
  int rankOf(Node node) {
    int listed = regions.isEmpty() || node.region() == null ? -1 : regions.indexOf(node.region());
    int rank = listed < 0 ? rankOfAny : listed;
    return fromUser == null || rank == NONE ? rank : fromUser.to(node.region());
  }
}
