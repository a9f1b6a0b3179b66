package dev.meridian.jdbc.wrap;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.PGStatement;
import org.postgresql.util.PSQLException;

/**
 * What pgjdbc lets an application set on a statement beyond JDBC. It goes along to another node as
 * all settings do. Not threadsafe.
 */
abstract class TunedStatement extends MovingStatement implements PGStatement {

  // What was set, for who asks before there is a physical statement.
  private @Nullable Integer prepareThreshold;
  private @Nullable Boolean adaptiveFetch;

  // With a negative threshold, from then on, whatever is set later.
  private boolean forcesBinary;

  TunedStatement(StatementPlan plan) {
    super(plan);
  }

  private static PGStatement pgjdbcs(Statement physical) {
    // Opened on pgjdbc's own connection, not on a pool's.
    return (PGStatement) physical;
  }

  /** Whether pgjdbc describes what this statement prepares in a round trip of its own. */
  final boolean forcesBinary() {
    return forcesBinary;
  }

  @Override
  public long getLastOID() throws SQLException {
    checkOpen();
    Statement own = physical();
    return own == null ? 0 : pgjdbcs(own).getLastOID();
  }

  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester") // pgjdbc's callers are not ours to migrate
  public void setUseServerPrepare(boolean flag) throws SQLException {
    setPrepareThreshold(flag ? 1 : 0);
  }

  @Override
  public boolean isUseServerPrepare() {
    Statement own = physical();
    return own == null
        ? !plan.sql().isEmpty() && getPrepareThreshold() == 1
        : pgjdbcs(own).isUseServerPrepare();
  }

  @Override
  public void setPrepareThreshold(int executions) throws SQLException {
    checkOpen();
    forcesBinary |= executions < 0;
    boolean binary = forcesBinary;
    set(
        "prepareThreshold",
        physical -> {
          if (binary) {
            pgjdbcs(physical).setPrepareThreshold(-1);
          }
          pgjdbcs(physical).setPrepareThreshold(executions);
        });
    prepareThreshold = executions < 0 ? 1 : executions;
  }

  @Override
  public int getPrepareThreshold() {
    Statement own = physical();
    if (own != null) {
      return pgjdbcs(own).getPrepareThreshold();
    }
    return prepareThreshold == null ? usualThreshold() : prepareThreshold;
  }

  private int usualThreshold() {
    try {
      int usual = PGProperty.PREPARE_THRESHOLD.getInt(connection.world().target().properties());
      return usual < 0 ? 1 : usual;
    } catch (PSQLException e) {
      // No number: the first connection will fail for it.
      return 0;
    }
  }

  @Override
  public void setAdaptiveFetch(boolean adaptive) {
    Statement own = physical();
    if (own != null) {
      pgjdbcs(own).setAdaptiveFetch(adaptive);
    }
    remember("adaptiveFetch", physical -> pgjdbcs(physical).setAdaptiveFetch(adaptive));
    adaptiveFetch = adaptive;
  }

  @Override
  public boolean getAdaptiveFetch() {
    Statement own = physical();
    if (own != null) {
      return pgjdbcs(own).getAdaptiveFetch();
    }
    return adaptiveFetch == null
        ? PGProperty.ADAPTIVE_FETCH.getBoolean(connection.world().target().properties())
        : adaptiveFetch;
  }
}
