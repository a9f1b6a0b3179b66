package dev.meridian.jdbc.wrap;

import java.sql.Array;
import java.sql.ResultSet;

/** An array whose result set leads back to the logical connection. Not threadsafe. */
final class RoutedArray extends ForwardingArray {

  private final RoutedConnection connection;
  private final Array physical;

  RoutedArray(RoutedConnection connection, Array physical) {
    this.connection = connection;
    this.physical = physical;
  }

  @Override
  protected Array delegate() {
    return physical;
  }

  @Override
  protected ResultSet wrap(ResultSet own) {
    return new RoutedResultSet(connection, null, own);
  }

  /** The array's literal, as pgjdbc prints it. */
  @Override
  public String toString() {
    return physical.toString();
  }
}
