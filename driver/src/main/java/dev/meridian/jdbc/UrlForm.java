package dev.meridian.jdbc;

import java.sql.SQLException;

/**
 * Checks the part of a URL in front of the question mark, with an error that says what is wrong:
 * pgjdbc's parser answers null, and logs the URL with its password.
 */
final class UrlForm {

  private static final String FORM =
      "; a URL is " + MeridianUrl.PREFIX + "//host:port,host:port/database?name=value&name=value";

  private UrlForm() {}

  /**
   * Checks the form.
   *
   * @throws SQLException (08001) if pgjdbc would not read the URL without {@code meridian:}
   */
  static void check(String url) throws SQLException {
    String server = UrlParameters.of(url).server().substring(MeridianUrl.PREFIX.length());
    int database = server.startsWith("//") ? server.lastIndexOf('/') + 1 : 0;
    if (!UrlParameters.isEncoded(server.substring(database))) {
      throw bad("the database in the URL is not percent-encoded: write a percent sign as %25");
    }
    if (server.startsWith("//")) {
      if (!server.equals("//") && !server.equals("///")) {
        checkHosts(url, server.substring(2));
      }
    } else if (server.startsWith("/")) {
      throw bad("the URL has one slash in front of its hosts" + FORM);
    }
  }

  /** The error for what pgjdbc refuses though its form is right. */
  static SQLException refused(UrlParameters parameters) {
    boolean service =
        parameters.all().stream().anyMatch(parameter -> parameter.name().equals("service"));
    return bad(
        service
            ? "the service that service= names is not in the service file, or its section there"
                + " does not hold together (see the log of org.postgresql)"
            : "the hosts and ports do not hold together: as many values in PGPORT as in PGHOST,"
                + " every port from 1 to 65535"
                + FORM);
  }

  private static void checkHosts(String url, String hostsAndDatabase) throws SQLException {
    int slash = hostsAndDatabase.indexOf('/');
    boolean manySlashes = slash != hostsAndDatabase.lastIndexOf('/');
    String hosts = slash < 0 ? hostsAndDatabase : hostsAndDatabase.substring(0, slash);
    if (hosts.indexOf('@') >= 0 || (manySlashes && hostsAndDatabase.indexOf('@') >= 0)) {
      throw bad(
          "the URL has an @ among its hosts; user and password go behind the question mark, as"
              + " ?user=…&password=…");
    }
    if (slash < 0) {
      throw bad("the host list " + shown(url, hosts) + "of the URL has no / behind it" + FORM);
    }
    if (manySlashes) {
      throw bad("the URL has more than one / behind its hosts; in a database's name write %2F");
    }
    String[] entries = hosts.split(",", 0);
    if (entries.length == 0 && !hosts.isEmpty()) {
      throw bad("the host list " + hosts + " of the URL names no host" + FORM);
    }
    for (String entry : entries) {
      int colon = entry.lastIndexOf(':');
      if (colon > entry.lastIndexOf(']') && !isPort(entry.substring(colon + 1))) {
        throw bad(
            "the host "
                + shown(url, entry)
                + "in the URL has no port from 1 to 65535 behind its"
                + " colon");
      }
    }
  }

  /** Nothing, where the text could be a part of a password that was written in the wrong place. */
  private static String shown(String url, String text) {
    return Secrets.mayHold(url, text) ? "" : text + " ";
  }

  private static boolean isPort(String text) {
    try {
      int port = Integer.parseInt(text);
      return port >= 1 && port <= 65_535;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static SQLException bad(String message) {
    return new SQLException(message, "08001");
  }
}
