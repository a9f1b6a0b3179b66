package dev.meridian.bench;

import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** A connection of pgjdbc's kind that does nothing: always idle, with one statement. */
abstract class StubConnection implements BaseConnection {

  private final StubStatement statement = Stubs.create(StubStatement.class);
  private final StubMetaData metaData = Stubs.create(StubMetaData.class);

  @Override
  public DatabaseMetaData getMetaData() {
    return metaData;
  }

  @Override
  public PreparedStatement prepareStatement(String sql) {
    return statement;
  }

  @Override
  public TransactionState getTransactionState() {
    return TransactionState.IDLE;
  }

  @Override
  public boolean getStandardConformingStrings() {
    return true;
  }

  @Override
  public boolean isClosed() {
    return false;
  }

  @Override
  public void close() {
    // Nothing is kept.
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return type.cast(this);
  }

  @Override
  public boolean isWrapperFor(@Nullable Class<?> type) {
    return type != null && type.isInstance(this);
  }
}
