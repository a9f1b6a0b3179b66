package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.RouteReason;
import java.sql.Array;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A prepared statement whose route is asked again at every execution. Its parameters are remembered
 * and go along to another node. One that holds a parameter that can be read only once, such as a
 * stream, stays on the primary. Not threadsafe.
 */
class RoutedPreparedStatement extends ForwardingPreparedStatement {

  private static final @Nullable ParameterBinding[] NONE = {};

  private final String sql;
  private final GeneratedKeys keys;
  // By index less one; null where nothing is set.
  private @Nullable ParameterBinding[] parameters = NONE;
  private boolean readsOnce;

  RoutedPreparedStatement(StatementPlan plan) {
    super(plan);
    this.sql = plan.sql();
    this.keys = plan.keys();
  }

  @Override
  protected PreparedStatement delegate() throws SQLException {
    return (PreparedStatement) current();
  }

  private <R> R run(Execution<R> execution) throws SQLException {
    return run(sql, keys, statement -> execution.of((PreparedStatement) statement), execution);
  }

  /** What can be read only once has gone to the statement that there is. */
  @Override
  boolean mayReopen(Side there) {
    return !readsOnce;
  }

  @Override
  @Nullable RouteReason whyPrimaryOnly() {
    return readsOnce ? RouteReason.UPDATABLE : super.whyPrimaryOnly();
  }

  @Override
  Statement attach(Side there, String text) throws SQLException {
    Statement before = physical();
    PreparedStatement now = (PreparedStatement) super.attach(there, text);
    if (now != before) {
      for (ParameterBinding parameter : parameters) {
        if (parameter != null) {
          parameter.applyTo(now);
        }
      }
    }
    return now;
  }

  @Override
  protected void bind(int index, ParameterBinding binding) throws SQLException {
    checkOpen();
    PreparedStatement own = (PreparedStatement) physical();
    if (own != null) {
      binding.applyTo(own);
    }
    if (index < 1) {
      throw new SQLException("parameters are counted from 1, not " + index, "22023");
    }
    if (parameters.length < index) {
      parameters = Arrays.copyOf(parameters, Math.max(index, 2 * parameters.length));
    }
    parameters[index - 1] = binding;
  }

  @Override
  protected void bindOnce(int index, ParameterBinding binding) throws SQLException {
    readsOnce = true;
    bind(index, binding);
  }

  @Override
  public void setArray(int index, @Nullable Array value) throws SQLException {
    Array own = value instanceof RoutedArray routed ? routed.delegate() : value;
    bind(index, statement -> statement.setArray(index, own));
  }

  @Override
  public void clearParameters() throws SQLException {
    checkOpen();
    parameters = NONE;
    readsOnce = false;
    PreparedStatement own = (PreparedStatement) physical();
    if (own != null) {
      own.clearParameters();
    }
  }

  @Override
  public void addBatch() throws SQLException {
    ((PreparedStatement) batch(sql)).addBatch();
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    return wrap(run(Execution.QUERY));
  }

  @Override
  public boolean execute() throws SQLException {
    return run(Execution.ANY);
  }

  @Override
  public int executeUpdate() throws SQLException {
    return run(Execution.UPDATE);
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    return run(Execution.LARGE_UPDATE);
  }

  @Override
  public @Nullable ResultSetMetaData getMetaData() throws SQLException {
    if (isPlain() || physical() == null) {
      return delegate().getMetaData();
    }
    try (PreparedStatement plain = (PreparedStatement) another()) {
      return plain.getMetaData();
    }
  }

  @Override
  public ParameterMetaData getParameterMetaData() throws SQLException {
    if (isPlain() || physical() == null) {
      return delegate().getParameterMetaData();
    }
    try (PreparedStatement plain = (PreparedStatement) another()) {
      return plain.getParameterMetaData();
    }
  }
}
