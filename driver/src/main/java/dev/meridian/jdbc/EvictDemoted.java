package dev.meridian.jdbc;

import com.zaxxer.hikari.SQLExceptionOverride;
import dev.meridian.jdbc.wrap.RefusedByPrimary;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * For a HikariCP pool of Meridian's connections: evicts a connection whose primary refused a write
 * (25006), as one does that was demoted. HikariCP itself would lend it out again. A write inside a
 * transaction that the application itself had set read-only evicts nothing.
 *
 * <p>{@code exceptionOverrideClassName=dev.meridian.jdbc.EvictDemoted}. Threadsafe.
 */
public final class EvictDemoted implements SQLExceptionOverride {

  /** For the pool, which makes one by name. */
  public EvictDemoted() {}

  // The interface has an Override of its own.
  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    boolean demoted =
        Arrays.stream(failure.getSuppressed()).anyMatch(RefusedByPrimary.class::isInstance);
    return demoted ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
  }
}
