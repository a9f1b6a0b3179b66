package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.Topology;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/**
 * What every node refuses a connection for in the same words: then it is not for the nodes' sake,
 * and the application gets pgjdbc's own exception, as it would from each of them.
 */
final class CommonRefusal {

  private CommonRefusal() {}

  /**
   * A new exception of pgjdbc's class, words, state and cause; null if the nodes do not agree, or
   * could not be reached, for then each has to be named.
   */
  static @Nullable PSQLException of(Topology seen) {
    PSQLException first = null;
    for (NodeState node : seen.nodes()) {
      if (node.node().isVacant()) {
        continue;
      }
      if (!(node.failure() instanceof PSQLException refusal)
          || isUnreached(refusal)
          || (first != null && !isSame(first, refusal))) {
        return null;
      }
      first = first == null ? refusal : first;
    }
    return first == null ? null : copy(first);
  }

  /** Says nothing of the node, such as a login that was not done in time. */
  private static boolean isUnreached(PSQLException failure) {
    return failure.getCause() instanceof IOException
        || PSQLState.CONNECTION_UNABLE_TO_CONNECT.getState().equals(failure.getSQLState());
  }

  private static boolean isSame(SQLException one, SQLException other) {
    return Objects.equals(one.getSQLState(), other.getSQLState())
        && Objects.equals(one.getMessage(), other.getMessage());
  }

  /** A copy: the probe's own is kept, and would be thrown by many threads. */
  private static @Nullable PSQLException copy(PSQLException refusal) {
    ServerErrorMessage server = refusal.getServerErrorMessage();
    if (server != null) {
      PSQLException whole = new PSQLException(server);
      return isSame(whole, refusal) ? whole : new PSQLException(server, false);
    }
    Optional<PSQLState> state =
        Arrays.stream(PSQLState.values())
            .filter(each -> each.getState().equals(refusal.getSQLState()))
            .findFirst();
    return state
        .map(each -> new PSQLException(refusal.getMessage(), each, refusal.getCause()))
        .orElse(null);
  }
}
