package dev.meridian.jdbc.wrap;

import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/**
 * Remembers of each parameter what it is when it is set: whoever changes the value afterwards, to
 * set the next parameter with it, say, changes nothing that was set. A large object as an {@code
 * Object} can be set but once, as it can with its own setter. Not threadsafe.
 */
abstract class CopyingPreparedStatement extends ForwardingPreparedStatement {

  CopyingPreparedStatement(StatementPlan plan) {
    super(plan);
  }

  CopyingPreparedStatement(RoutedConnection connection, PreparedStatement physical) {
    super(connection, physical);
  }

  private void bindAny(int index, @Nullable Object value, ParameterBinding binding)
      throws SQLException {
    if (value instanceof Blob || value instanceof Clob) {
      bindOnce(index, binding);
    } else {
      bind(index, binding);
    }
  }

  @Override
  public void setBytes(int index, byte @Nullable [] value) throws SQLException {
    super.setBytes(index, value == null ? null : value.clone());
  }

  @Override
  public void setDate(int index, @Nullable Date value) throws SQLException {
    super.setDate(index, ParameterValue.copy(value));
  }

  @Override
  public void setDate(int index, @Nullable Date value, @Nullable Calendar zone)
      throws SQLException {
    super.setDate(index, ParameterValue.copy(value), ParameterValue.copy(zone));
  }

  @Override
  public void setTime(int index, @Nullable Time value) throws SQLException {
    super.setTime(index, ParameterValue.copy(value));
  }

  @Override
  public void setTime(int index, @Nullable Time value, @Nullable Calendar zone)
      throws SQLException {
    super.setTime(index, ParameterValue.copy(value), ParameterValue.copy(zone));
  }

  @Override
  public void setTimestamp(int index, @Nullable Timestamp value) throws SQLException {
    super.setTimestamp(index, ParameterValue.copy(value));
  }

  @Override
  public void setTimestamp(int index, @Nullable Timestamp value, @Nullable Calendar zone)
      throws SQLException {
    super.setTimestamp(index, ParameterValue.copy(value), ParameterValue.copy(zone));
  }

  @Override
  public void setObject(int index, @Nullable Object value) throws SQLException {
    Object copy = ParameterValue.of(value);
    bindAny(index, value, to -> to.setObject(index, copy));
  }

  @Override
  public void setObject(int index, @Nullable Object value, int type) throws SQLException {
    Object copy = ParameterValue.of(value);
    bindAny(index, value, to -> to.setObject(index, copy, type));
  }

  @Override
  public void setObject(int index, @Nullable Object value, int type, int scale)
      throws SQLException {
    Object copy = ParameterValue.of(value);
    bindAny(index, value, to -> to.setObject(index, copy, type, scale));
  }

  @Override
  public void setObject(int index, @Nullable Object value, @Nullable SQLType type)
      throws SQLException {
    Object copy = ParameterValue.of(value);
    bindAny(index, value, to -> to.setObject(index, copy, type));
  }

  @Override
  public void setObject(int index, @Nullable Object value, @Nullable SQLType type, int scale)
      throws SQLException {
    Object copy = ParameterValue.of(value);
    bindAny(index, value, to -> to.setObject(index, copy, type, scale));
  }
}
