package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.RouteReason;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A call: always on the primary, or in the open transaction. Not threadsafe. */
final class RoutedCallableStatement extends ForwardingCallableStatement {

  // pgjdbc hands out the same array each time.
  private @Nullable RoutedArray handedOut;

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
    CallableStatement own = (CallableStatement) physical();
    if (own != null) {
      return own;
    }
    checkOpen();
    routed().checkOpen();
    return (CallableStatement) attach(routed().pilot().ahead().forPieces());
  }

  @Override
  protected Array wrap(Array own) {
    RoutedArray last = handedOut;
    if (last == null || last.delegate() != own) {
      last = new RoutedArray(routed(), own);
      handedOut = last;
    }
    return last;
  }
}
