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
class RoutedPreparedStatement extends CopyingPreparedStatement {

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

  /** A statement that pgjdbc opened on its own, such as that of a metadata result. */
  RoutedPreparedStatement(RoutedConnection connection, PreparedStatement physical) {
    super(connection, physical);
    this.sql = "";
    this.keys = GeneratedKeys.NONE;
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
    PreparedStatement own = (PreparedStatement) physical();
    if (own == null) {
      own = prepareAhead();
    }
    if (own != null) {
      binding.applyTo(own);
    } else if (index < 1) {
      throw Misuse.invalid("parameters are counted from 1, not " + index);
    }
    if (parameters.length < index) {
      parameters = Arrays.copyOf(parameters, Math.max(index, 2 * parameters.length));
    }
    parameters[index - 1] = binding;
  }

  /**
   * Prepares where the statement will probably be executed: what pgjdbc refuses of a parameter it
   * refuses at once.
   */
  private @Nullable PreparedStatement prepareAhead() throws SQLException {
    checkOpen();
    routed().checkOpen();
    Side likely = routed().pilot().ahead().likely(work(sql, statement -> statement));
    return likely == null ? null : (PreparedStatement) attachAhead(likely);
  }

  @Override
  protected void bindOnce(int index, ParameterBinding binding) throws SQLException {
    readsOnce = true;
    // From now on no other physical statement can take the place of this one.
    becomePlain();
    bind(index, binding);
  }

  @Override
  public void setArray(int index, @Nullable Array value) throws SQLException {
    Array own = value instanceof RoutedArray routed ? routed.delegate() : value;
    bind(index, statement -> statement.setArray(index, own));
  }

  @Override
  public void clearParameters() throws SQLException {
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
    PreparedStatement own = withOpenResult();
    if (own != null) {
      return own.getMetaData();
    }
    if (isPlain()) {
      return run(sql, statement -> ((PreparedStatement) statement).getMetaData());
    }
    try (PreparedStatement plain = (PreparedStatement) another()) {
      return plain.getMetaData();
    }
  }

  @Override
  public ParameterMetaData getParameterMetaData() throws SQLException {
    PreparedStatement own = withOpenResult();
    if (own != null) {
      return own.getParameterMetaData();
    }
    if (isPlain()) {
      return run(sql, statement -> ((PreparedStatement) statement).getParameterMetaData());
    }
    try (PreparedStatement plain = (PreparedStatement) another()) {
      return plain.getParameterMetaData();
    }
  }

  /** The physical statement if its result is being read, so that it must not move. */
  private @Nullable PreparedStatement withOpenResult() throws SQLException {
    PreparedStatement own = (PreparedStatement) physical();
    if (own == null || own.isClosed()) {
      return own;
    }
    ResultSet rows = own.getResultSet();
    return rows == null || rows.isClosed() ? null : own;
  }

  /** The text with the parameters that are set, as pgjdbc prints it. */
  @Override
  public String toString() {
    Statement own = physical();
    return own == null ? sql : LentSession.plainText(PositionedWrite.plainText(own.toString()));
  }
}
