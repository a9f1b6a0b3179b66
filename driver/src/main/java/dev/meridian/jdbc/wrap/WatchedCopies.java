package dev.meridian.jdbc.wrap;

import java.sql.SQLException;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import org.postgresql.util.ByteStreamWriter;

/**
 * pgjdbc's {@code COPY}, which tells of what it has read and written. Threadsafe as that is.
 *
 * <p>What {@code COPY TO} shows is decided when it begins; {@code COPY FROM} has happened when it
 * ends.
 */
final class WatchedCopies extends CopyManager {

  private final PositionedConnection connection;
  private final Runnable seen;

  /**
   * On that connection.
   *
   * @param seen runs once something was seen or written
   */
  WatchedCopies(PositionedConnection connection, Runnable seen) throws SQLException {
    super(connection);
    this.connection = connection;
    this.seen = seen;
  }

  @Override
  public CopyOut copyOut(String sql) throws SQLException {
    try {
      return super.copyOut(sql);
    } finally {
      seen.run();
    }
  }

  @Override
  public CopyIn copyIn(String sql) throws SQLException {
    return new WatchedCopyIn(super.copyIn(sql));
  }

  private final class WatchedCopyIn implements CopyIn {

    private final CopyIn own;

    WatchedCopyIn(CopyIn own) {
      this.own = own;
    }

    @Override
    public long endCopy() throws SQLException {
      connection.requirePassage();
      try {
        return own.endCopy();
      } finally {
        seen.run();
      }
    }

    @Override
    public void writeToCopy(byte[] bytes, int offset, int length) throws SQLException {
      connection.requirePassage();
      own.writeToCopy(bytes, offset, length);
    }

    @Override
    public void writeToCopy(ByteStreamWriter from) throws SQLException {
      connection.requirePassage();
      own.writeToCopy(from);
    }

    @Override
    public void flushCopy() throws SQLException {
      connection.requirePassage();
      own.flushCopy();
    }

    @Override
    public int getFieldCount() {
      return own.getFieldCount();
    }

    @Override
    public int getFormat() {
      return own.getFormat();
    }

    @Override
    public int getFieldFormat(int field) {
      return own.getFieldFormat(field);
    }

    @Override
    public boolean isActive() {
      return own.isActive();
    }

    @Override
    public void cancelCopy() throws SQLException {
      own.cancelCopy();
    }

    @Override
    public long getHandledRowCount() {
      return own.getHandledRowCount();
    }
  }
}
