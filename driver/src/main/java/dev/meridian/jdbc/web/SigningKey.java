package dev.meridian.jdbc.web;

import dev.meridian.jdbc.api.MeridianConnection;
import jakarta.servlet.ServletException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Asks a data source, of whatever pool, for its key before tokens are promised. */
final class SigningKey {

  private SigningKey() {}

  /**
   * Opens one connection, and closes it.
   *
   * @throws ServletException if there is no key, or that can not be found out
   */
  static void require(DataSource source) throws ServletException {
    try (Connection connection = source.getConnection()) {
      if (!connection.isWrapperFor(MeridianConnection.class)) {
        throw new ServletException(
            "the data source of SessionTokenFilter gives connections of "
                + connection.getClass().getName()
                + ", none of jdbc:meridian:postgresql:");
      }
      if (!connection.unwrap(MeridianConnection.class).signsTokens()) {
        throw new ServletException(
            "SessionTokenFilter has no key to sign tokens with: set tokenKeys=env:NAME or"
                + " tokenKeys=file:PATH on the data source, or keep sessions here alone (sticky,"
                + " with neither cookie nor header)");
      }
    } catch (SQLException e) {
      throw new ServletException(
          "SessionTokenFilter can not ask its data source for tokenKeys: " + e.getMessage(), e);
    }
  }
}
