package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.RouteReason;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A read on its way through a pooler to a replica. Not threadsafe.
 *
 * @param <R> the result's type
 */
final class LentWork<R> implements Work<R> {

  private final Work<R> work;
  private final LentSession lent;
  private final boolean autoCommit;

  private LentWork(Work<R> work, LentSession lent, boolean autoCommit) {
    this.work = work;
    this.lent = lent;
    this.autoCommit = autoCommit;
  }

  /** The same work, as that side needs it. */
  static <R> Work<R> of(Work<R> work, Side side, boolean autoCommit) {
    LentSession lent = side.pg instanceof PositionedConnection own ? own.lent() : null;
    return lent == null ? work : new LentWork<>(work, lent, autoCommit);
  }

  @Override
  public String sql() {
    return work.sql();
  }

  @Override
  public @Nullable RouteReason primaryOnly() {
    return work.primaryOnly();
  }

  @Override
  public StatementWait waiting() {
    return work.waiting();
  }

  @Override
  public R on(Side side) throws SQLException {
    return work.lentOn(side, lent, autoCommit);
  }
}
