package dev.meridian.bench;

import java.sql.PreparedStatement;
import java.sql.ResultSet;

/**
 * A statement that swallows its parameters and answers with one row, however often it is closed.
 */
abstract class StubStatement implements PreparedStatement {

  private final StubResult result = Stubs.create(StubResult.class);
  private long swallowed;

  @Override
  public void setLong(int index, long value) {
    swallowed += value;
  }

  @Override
  public void setString(int index, String value) {
    swallowed += value.length();
  }

  @Override
  public ResultSet executeQuery() {
    result.rewind(swallowed);
    return result;
  }

  @Override
  public boolean isClosed() {
    return false;
  }

  @Override
  public void close() {
    swallowed = 0;
  }
}
