package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.topology.Node;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.SQLException;
import java.sql.Struct;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGNotification;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ReplicationProtocol;
import org.postgresql.fastpath.Fastpath;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;

/**
 * pgjdbc's connection for statements of the application, which asks the {@link ResidencyGate}
 * whenever something is sent. To the primary, an autocommit write can bring back how far its WAL
 * was, in its own round trip. Apart from that, from {@link #executor}, which is set while such a
 * write is under way, and from what {@link #watch} tells, it is pgjdbc's own. Threadsafe as that
 * is.
 */
final class PositionedConnection extends PgConnection {

  // Set once, before the connection is used; null while it logs in.
  private @Nullable ResidencyGate gate;
  private @Nullable Node node;
  private @Nullable QueryExecutor gated;
  // Whether pgjdbc keeps what it asks for.
  private boolean keeping;

  // Null in the constructor of the superclass too.
  private @Nullable QueryExecutor executor;

  // Set once, when it is handed out to the application.
  private @Nullable QueryExecutor watched;
  private @Nullable WatchedCopies watchedCopies;
  private @Nullable Runnable seen;

  // Set once, before the connection is used.
  private @Nullable LentSession lent;

  PositionedConnection(HostSpec[] hosts, Properties properties, String url) throws SQLException {
    super(hosts, properties, url);
  }

  /** From now on nothing is sent but what the gate lets through to that node. */
  void passes(ResidencyGate opened, Node to) {
    gate = opened;
    node = to;
    gated = GatedCalls.of(QueryExecutor.class, super.getQueryExecutor(), this);
  }

  /**
   * Before something is sent.
   *
   * @throws SQLException as of {@link ResidencyGate#require}
   */
  void requirePassage() throws SQLException {
    if (gate != null && node != null) {
      gate.require(node);
    }
  }

  private boolean isLetThrough() {
    return gate == null || node == null || gate.admits(node);
  }

  /** What is asked for with every statement is gated for who is not let through alone. */
  @Override
  public QueryExecutor getQueryExecutor() {
    QueryExecutor behindGate = gated;
    if (behindGate != null && (keeping || !isLetThrough())) {
      return behindGate;
    }
    QueryExecutor own = executor == null ? watched : executor;
    return own == null ? super.getQueryExecutor() : own;
  }

  @Override
  public Fastpath getFastpathAPI() throws SQLException {
    requirePassage();
    keeping = watched == null;
    try {
      return super.getFastpathAPI();
    } finally {
      keeping = false;
    }
  }

  @Override
  public ReplicationProtocol getReplicationProtocol() {
    return GatedCalls.of(ReplicationProtocol.class, super.getReplicationProtocol(), this);
  }

  /** Opens a connection to the node, so that it is asked for as a statement is. */
  @Override
  public void cancelQuery() throws SQLException {
    requirePassage();
    super.cancelQuery();
  }

  /**
   * The application has it for itself from now on.
   *
   * @param onSeen runs whenever something may have been seen or written on it
   */
  void watch(Runnable onSeen) throws SQLException {
    if (seen == null) {
      QueryExecutor own = gated == null ? super.getQueryExecutor() : gated;
      watched = WatchedExecutor.of(own, onSeen);
      watchedCopies = new WatchedCopies(this, onSeen);
      seen = onSeen;
    }
  }

  @Override
  public CopyManager getCopyAPI() throws SQLException {
    CopyManager own = super.getCopyAPI();
    return watchedCopies == null ? own : watchedCopies;
  }

  /** Who is notified may look for what was committed with it. */
  @Override
  public PGNotification[] getNotifications(int timeoutMillis) throws SQLException {
    requirePassage();
    PGNotification[] come = super.getNotifications(timeoutMillis);
    if (seen != null && come.length > 0) {
      seen.run();
    }
    return come;
  }

  /** Puts an executor in front of pgjdbc's own, or takes it away again. */
  void executor(@Nullable QueryExecutor instead) {
    executor = instead;
  }

  /** What a pooler lends for it, if one does and it is to a replica. */
  @Nullable LentSession lent() {
    return lent;
  }

  void lent(LentSession of) {
    lent = of;
  }

  // pgjdbc names the class of the connection in these; the application knows only pgjdbc's.

  @Override
  public Clob createClob() throws SQLException {
    throw Driver.notImplemented(PgConnection.class, "createClob()");
  }

  @Override
  public Blob createBlob() throws SQLException {
    throw Driver.notImplemented(PgConnection.class, "createBlob()");
  }

  @Override
  public NClob createNClob() throws SQLException {
    throw Driver.notImplemented(PgConnection.class, "createNClob()");
  }

  @Override
  public Struct createStruct(String typeName, Object[] attributes) throws SQLException {
    throw Driver.notImplemented(PgConnection.class, "createStruct(String, Object[])");
  }
}
