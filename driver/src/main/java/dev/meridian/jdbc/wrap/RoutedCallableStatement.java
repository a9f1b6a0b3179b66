package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.RouteReason;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.SQLException;

/** A call: always on the primary, or in the open transaction. Not threadsafe. */
final class RoutedCallableStatement extends ForwardingCallableStatement {

  RoutedCallableStatement(StatementPlan plan) {
    super(plan);
  }

  @Override
  RouteReason whyPrimaryOnly() {
    return RouteReason.WRITE;
  }

  /**
   * Out parameters are registered before the call, and read after it, on the side that makes it.
   */
  @Override
  protected CallableStatement delegate() throws SQLException {
    checkOpen();
    CallableStatement own = (CallableStatement) physical();
    return own == null ? (CallableStatement) attach(routed().pilot().pieceSide()) : own;
  }

  @Override
  protected Array wrap(Array own) {
    return new RoutedArray(routed(), own);
  }
}
