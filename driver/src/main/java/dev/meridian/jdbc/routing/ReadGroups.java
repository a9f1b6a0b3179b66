package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.api.Settings;
import dev.meridian.jdbc.topology.Node;
import java.util.List;

/**
 * The order of regions in which reads look for a node, by {@code readFrom}. Immutable.
 *
 * <p>Without the setting all nodes are of one group. A node without a region is of the group {@code
 * any}, as is one whose region is not listed.
 */
final class ReadGroups {

  /** The rank of a node from which nothing is to be read. */
  static final int NONE = Integer.MAX_VALUE;

  private final List<String> regions;
  private final int rankOfAny;

  ReadGroups(List<String> readFrom) {
    boolean any = readFrom.isEmpty() || readFrom.contains(Settings.ANY_REGION);
    int named = any && !readFrom.isEmpty() ? readFrom.size() - 1 : readFrom.size();
    this.regions = readFrom.subList(0, named);
    this.rankOfAny = any ? named : NONE;
  }

  /** The place of the node's group, from 0, or {@link #NONE}. */
  int rankOf(Node node) {
    int listed = regions.isEmpty() || node.region() == null ? -1 : regions.indexOf(node.region());
    return listed < 0 ? rankOfAny : listed;
  }
}
