package dev.meridian.jdbc.wrap;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A logical statement and the physical one behind it, which is another on another side. What is set
 * on it goes along.
 *
 * <p>Not threadsafe, but for {@link #cancel}.
 */
abstract class MovingStatement extends ForwardingStatement {

  final RoutedConnection connection;
  final StatementPlan plan;
  final StatementWait waiting = new StatementWait();
  private final StatementSettings settings = new StatementSettings();

  private @Nullable Side side;
  private volatile @Nullable Statement physical;
  private String physicalText = "";
  private boolean closed;
  private boolean closesOnCompletion;

  MovingStatement(StatementPlan plan) {
    this.connection = plan.connection();
    this.plan = plan;
  }

  final RoutedConnection routed() {
    return connection;
  }

  /** Takes a physical statement that there is already. */
  final void own(Statement opened) {
    physical = opened;
    physicalText = plan.sql();
  }

  /** The physical statement on that side, opened and brought up to date if need be. */
  final Statement attach(Side there) throws SQLException {
    return attach(there, plan.sql());
  }

  /**
   * The same, of a text that runs the plan's.
   *
   * @param text what is prepared, if anything
   */
  Statement attach(Side there, String text) throws SQLException {
    Statement own = physical;
    if (own != null && side == there && text.equals(physicalText) && !own.isClosed()) {
      return own;
    }
    detach();
    Statement opened = plan.opener().on(there.pg, text);
    physical = opened;
    physicalText = text;
    side = there;
    there.opened(opened);
    settings.applyTo(opened);
    return opened;
  }

  private void detach() throws SQLException {
    Statement own = physical;
    Side there = side;
    side = null;
    if (there != null && own != null) {
      there.left(own);
    }
    if (own != null) {
      // Still asked for what a closed statement answers.
      own.close();
    }
  }

  @Override
  protected Statement delegate() throws SQLException {
    return current();
  }

  /** The physical statement, opened where a read would go if there is none yet. */
  final Statement current() throws SQLException {
    Statement own = physical;
    if (own != null) {
      return own;
    }
    checkOpen();
    connection.checkOpen();
    return attach(connection.pilot().ahead().forMetadata());
  }

  final @Nullable Statement physical() {
    return physical;
  }

  /** Whether it is the plan's own that is prepared there. */
  final boolean isPlain() {
    return physical == null || physicalText.equals(plan.sql());
  }

  /** Opens the plan's own where another text is prepared. */
  final void becomePlain() throws SQLException {
    Side there = side;
    if (there != null && !isPlain()) {
      attach(there, plan.sql());
    }
  }

  /** A physical statement beside that, for a question that must not disturb its results. */
  final Statement another() throws SQLException {
    Side there = side == null ? connection.pilot().ahead().forMetadata() : side;
    return plan.opener().on(there.connection, plan.sql());
  }

  final void checkOpen() throws SQLException {
    if (isClosed()) {
      throw Misuse.statementClosed();
    }
  }

  final void set(String name, StatementSettings.Setter setter) throws SQLException {
    Statement own = physical;
    if (own != null) {
      setter.applyTo(own);
    } else {
      checkOpen();
    }
    settings.set(name, setter);
  }

  /** For every physical statement to come. */
  final void remember(String name, StatementSettings.Setter setter) {
    settings.set(name, setter);
  }

  private void setCount(String name, long value, StatementSettings.Setter setter)
      throws SQLException {
    checkOpen();
    Misuse.checkSetting(name, value);
    set(name, setter);
  }

  @Override
  public void setMaxFieldSize(int bytes) throws SQLException {
    setCount("maxFieldSize", bytes, statement -> statement.setMaxFieldSize(bytes));
  }

  @Override
  public void setMaxRows(int rows) throws SQLException {
    setCount("maxRows", rows, statement -> statement.setMaxRows(rows));
  }

  @Override
  public void setLargeMaxRows(long rows) throws SQLException {
    // Which pgjdbc does not offer yet.
    delegate().setLargeMaxRows(rows);
    settings.set("maxRows", statement -> statement.setLargeMaxRows(rows));
  }

  @Override
  public void setQueryTimeout(int seconds) throws SQLException {
    setCount("queryTimeout", seconds, statement -> statement.setQueryTimeout(seconds));
    waiting.timeout(seconds);
  }

  @Override
  public void setFetchSize(int rows) throws SQLException {
    setCount("fetchSize", rows, statement -> statement.setFetchSize(rows));
  }

  @Override
  public void setFetchDirection(int direction) throws SQLException {
    Misuse.checkFetchDirection(direction);
    set("fetchDirection", statement -> statement.setFetchDirection(direction));
  }

  @Override
  public void setEscapeProcessing(boolean enable) throws SQLException {
    set("escapeProcessing", statement -> statement.setEscapeProcessing(enable));
  }

  @Override
  public void setPoolable(boolean poolable) throws SQLException {
    set("poolable", statement -> statement.setPoolable(poolable));
  }

  @Override
  public void setCursorName(String name) throws SQLException {
    set("cursorName", statement -> statement.setCursorName(name));
  }

  @Override
  public void closeOnCompletion() throws SQLException {
    set("closeOnCompletion", Statement::closeOnCompletion);
    closesOnCompletion = true;
  }

  @Override
  public Connection getConnection() {
    return connection;
  }

  @Override
  public void cancel() throws SQLException {
    Statement own = physical;
    if (!waiting.cancel() && own != null) {
      if (own.getConnection() instanceof PositionedConnection there) {
        // pgjdbc takes a statement whose cancelling fails for one that is cancelled.
        there.requirePassage();
      }
      own.cancel();
    }
  }

  @Override
  public void close() throws SQLException {
    if (!closed) {
      closed = true;
      detach();
    }
  }

  @Override
  public boolean isClosed() throws SQLException {
    Statement own = physical;
    return closed || (closesOnCompletion && own != null && own.isClosed());
  }

  @Override
  public <T> T unwrap(Class<T> iface) throws SQLException {
    return iface.isInstance(this) ? iface.cast(this) : delegate().unwrap(iface);
  }

  @Override
  public boolean isWrapperFor(Class<?> iface) throws SQLException {
    return iface.isInstance(this) || delegate().isWrapperFor(iface);
  }
}
