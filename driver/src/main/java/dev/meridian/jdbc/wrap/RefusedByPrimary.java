package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.topology.Node;
import java.sql.SQLException;

/**
 * Stands beside a server's 25006, as suppressed: the statement was meant to write, and the node was
 * the primary as far as was known. Immutable.
 */
public final class RefusedByPrimary extends SQLException {

  private static final long serialVersionUID = 1L;

  RefusedByPrimary(Node node) {
    super(node + " was the primary and takes no writes; it may have been demoted", "25006");
  }
}
