package dev.meridian.bench;

import dev.meridian.jdbc.topology.NodeConnector.Use;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.wrap.NodeConnections;
import java.sql.Connection;

/** Gives out one and the same stub for every node. */
record StubNodes(StubConnection stub) implements NodeConnections {

  @Override
  public Connection acquire(NodeState node, Use use) {
    return stub;
  }

  @Override
  public void release(NodeState node, Use use, Connection connection, boolean clean) {
    // Nothing is counted.
  }

  @Override
  public void close() {
    // Nothing is open.
  }

  @Override
  public boolean isClosed() {
    return false;
  }
}
