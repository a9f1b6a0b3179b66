package dev.meridian.jdbc.topology;

import org.jspecify.annotations.Nullable;

/** In which regions nodes are of which that was not stated. Implementations are threadsafe. */
@FunctionalInterface
public interface NodeLabels {

  /** The region of a node, or null if nothing tells. Looks up no name. */
  @Nullable String regionOf(Node node);

  /** The node with its label: what was stated, or else what tells. */
  default Node labelled(Node node) {
    String region = node.region() == null ? regionOf(node) : null;
    return region == null ? node : node.in(region);
  }
}
