package dev.meridian.jdbc.wrap;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A result that leads back to the logical statement and connection. Not threadsafe. */
final class RoutedResultSet extends ForwardingResultSet {

  private final RoutedConnection connection;
  private final ResultSet physical;
  private @Nullable Statement statement;

  /**
   * Wraps a result.
   *
   * @param statement the logical statement, or null if pgjdbc opened one of its own
   */
  RoutedResultSet(RoutedConnection connection, @Nullable Statement statement, ResultSet physical) {
    this.connection = connection;
    this.statement = statement;
    this.physical = physical;
  }

  @Override
  protected ResultSet delegate() {
    return physical;
  }

  @Override
  protected Array wrap(Array own) {
    return new RoutedArray(connection, own);
  }

  @Override
  protected ResultSet wrap(ResultSet own) {
    return new RoutedResultSet(connection, null, own);
  }

  @Override
  public @Nullable Statement getStatement() throws SQLException {
    Statement own = physical.getStatement();
    if (statement == null && own != null) {
      statement =
          own instanceof PreparedStatement prepared
              ? new RoutedPreparedStatement(connection, prepared)
              : new RoutedStatement(connection, own);
    }
    return statement;
  }

  @Override
  public <T> T unwrap(Class<T> iface) throws SQLException {
    return iface.isInstance(this) ? iface.cast(this) : physical.unwrap(iface);
  }

  @Override
  public boolean isWrapperFor(Class<?> iface) throws SQLException {
    return iface.isInstance(this) || physical.isWrapperFor(iface);
  }
}
