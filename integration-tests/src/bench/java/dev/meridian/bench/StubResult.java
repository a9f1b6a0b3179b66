package dev.meridian.bench;

import java.sql.ResultSet;

/** A result of one row: the sum of what was bound. */
abstract class StubResult implements ResultSet {

  private long value;
  private boolean isBefore = true;

  void rewind(long newValue) {
    value = newValue;
    isBefore = true;
  }

  @Override
  public boolean next() {
    boolean had = isBefore;
    isBefore = false;
    return had;
  }

  @Override
  public long getLong(int column) {
    return value + column;
  }

  @Override
  public String getString(int column) {
    return "text";
  }

  @Override
  public void close() {
    // Nothing is kept.
  }
}
