package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Credentials;
import dev.meridian.jdbc.api.CredentialsSupplier;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/** Asks a {@link CredentialsSupplier} for one login. Stateless. */
final class Login {

  private Login() {}

  /**
   * Puts user and password for a node among pgjdbc's properties.
   *
   * @throws SQLException (28000) if the supplier throws, or gives nothing; its own exception is the
   *     cause, and nothing of its message is repeated, as that might hold a secret
   */
  static void fill(Properties properties, Node node, CredentialsSupplier supplier)
      throws SQLException {
    String user = PGProperty.USER.getOrNull(properties);
    Credentials given;
    try {
      given = supplier.credentials(node.host(), node.port(), user);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused(node, user, supplier, "was interrupted", e);
    } catch (Exception e) {
      throw refused(node, user, supplier, "threw " + e.getClass().getName(), e);
    }
    if (given == null) {
      throw refused(node, user, supplier, "gave null", null);
    }
    if (given.user() != null) {
      PGProperty.USER.set(properties, given.user());
    }
    PGProperty.PASSWORD.set(properties, given.password());
  }

  private static SQLException refused(
      Node node,
      @Nullable String user,
      CredentialsSupplier supplier,
      String what,
      @Nullable Exception cause) {
    return new SQLInvalidAuthorizationSpecException(
        "no credentials for "
            + node
            + (user == null ? "" : " as " + user)
            + ": the supplier "
            + supplier.getClass().getName()
            + " "
            + what,
        "28000",
        cause);
  }
}
