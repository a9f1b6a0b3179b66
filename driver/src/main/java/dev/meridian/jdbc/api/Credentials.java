package dev.meridian.jdbc.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * With what to log in to a node. Immutable.
 *
 * @param user the database role, or null for the one that the URL or the {@code DataSource} names
 * @param password the password or token; never shown
 */
public record Credentials(@Nullable String user, String password) {

  /** Refuses a null password. */
  public Credentials {
    Objects.requireNonNull(password, "password");
  }

  /** A password or token for the user that the URL or the {@code DataSource} names. */
  public static Credentials ofPassword(String password) {
    return new Credentials(null, password);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Credentials[user=" + user + "]";
  }
}
