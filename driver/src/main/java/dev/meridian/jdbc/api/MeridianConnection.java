package dev.meridian.jdbc.api;

import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * What a Meridian connection can do beyond JDBC: {@code
 * connection.unwrap(MeridianConnection.class)}.
 */
public interface MeridianConnection extends Connection {

  /** The route of the statement that ran last on this connection, or null before the first. */
  @Nullable Route lastRoute();

  /** Whether there is a key to sign tokens of sessions with: setting {@code tokenKeys}. */
  boolean signsTokens();
}
