package dev.meridian.jdbc.wrap;

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
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;

/**
 * pgjdbc's connection to the primary, or through a pooler, on which an autocommit write can bring
 * back how far the primary's WAL was, in its own round trip. Apart from {@link #executor}, which is
 * set while such a write is under way, and from what {@link #watch} tells, it is pgjdbc's own.
 * Threadsafe as that is.
 */
final class PositionedConnection extends PgConnection {

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

  @Override
  public QueryExecutor getQueryExecutor() {
    QueryExecutor own = executor == null ? watched : executor;
    return own == null ? super.getQueryExecutor() : own;
  }

  /**
   * The application has it for itself from now on.
   *
   * @param onSeen runs whenever something may have been seen or written on it
   */
  void watch(Runnable onSeen) throws SQLException {
    if (seen == null) {
      watched = WatchedExecutor.of(super.getQueryExecutor(), onSeen);
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
