package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.jdbc.wrap.PositionedWrite.Outcome;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One execution on a node yet to be chosen.
 *
 * @param <R> the result's type
 */
interface Work<R> {

  /** The text that decides where to go. */
  String sql();

  /** Why only the primary will do whatever the text says, or null. */
  @Nullable RouteReason primaryOnly();

  /** The waiting that comes before it. */
  default StatementWait waiting() {
    return new StatementWait();
  }

  /**
   * Executes; may be called again for another side if this one was lost or refused the statement.
   */
  R on(Side side) throws SQLException;

  /**
   * Whether it can bring the position along when it writes in autocommit: whether {@link
   * #positionedOn} may stand in for {@link #on}.
   */
  default boolean isPositionable(Side side) {
    return false;
  }

  /** What is prepared or executed for that in place of {@link #sql}. */
  default String positionedText(PositionedConnection connection, WalQuestion question)
      throws SQLException {
    return sql();
  }

  /** Executes a write on the primary, and learns its position in the same round trip. */
  default Outcome<R> positionedOn(Side side, PositionedConnection connection, WalQuestion question)
      throws SQLException {
    return new Outcome<>(on(side), null);
  }

  /**
   * Whether {@link #lentOn} may stand in for {@link #on} where a pooler is in front of a replica.
   */
  default boolean isLendable(Side side) {
    return true;
  }

  /** Executes a read on a replica behind a pooler, with what the session that is lent lacks. */
  default R lentOn(Side side, LentSession lent, boolean autoCommit) throws SQLException {
    return on(side);
  }

  /** What the columns of the last execution's rows are called; none if it had no rows. */
  default List<String> labels() throws SQLException {
    return List.of();
  }
}
