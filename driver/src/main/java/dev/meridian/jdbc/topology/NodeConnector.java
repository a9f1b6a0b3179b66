package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Pooler;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Says how physical connections are opened, and opens those of probes: each to one node through a
 * single-host pgjdbc URL, so that every host has its own timeouts (pgjdbc shares one {@code
 * connectTimeout} among the hosts of a URL).
 *
 * <p>A login that stalls is bounded like a connect that does: where the URL sets no {@code
 * loginTimeout}, {@code connectTimeout} is used. This class is threadsafe.
 */
public final class NodeConnector {

  /** What a physical connection is for; decides what the server is told at its start. */
  public enum Use {
    /** Statements of the application, on the primary. */
    PRIMARY,
    /** Statements of the application that only read: every transaction is read-only by default. */
    REPLICA,
    /** Meridian's own questions about the node. */
    PROBE,
    /** The application's own, for the replication protocol. */
    REPLICATION
  }

  /** The {@code application_name} of probes. */
  public static final String PROBE_NAME = "meridian-probe";

  // pgjdbc makes it by its name, so that it has to be in a package that is exported.
  private static final String SOCKETS = "dev.meridian.jdbc.NodeSockets";

  private static final String READ_ONLY = "-c default_transaction_read_only=on";

  private final Target target;
  private final Driver pgjdbc = new Driver();

  public NodeConnector(Target target) {
    this.target = target;
  }

  /** What is said of poolers in front of the nodes. */
  Pooler pooler() {
    return target.settings().pooler();
  }

  /**
   * Opens a connection for questions of Meridian's own, or fails with pgjdbc's own exception, or
   * for want of credentials.
   */
  Connection open(Node node) throws SQLException {
    return open(node, properties(node, Use.PROBE));
  }

  private Connection open(Node node, Properties properties) throws SQLException {
    Connection connection = pgjdbc.connect(url(node), properties);
    if (connection == null) {
      throw new SQLException("pgjdbc does not accept " + url(node), "08001");
    }
    return connection;
  }

  /**
   * Opens a probe's connection.
   *
   * @param seconds how long that may take at most, if the URL does not say less; 0 for as long as
   *     the URL says
   */
  Connection probe(Node node, int seconds) throws SQLException {
    Properties properties = properties(node, Use.PROBE);
    if (seconds > 0) {
      shorten(properties, PGProperty.CONNECT_TIMEOUT, seconds);
      shorten(properties, PGProperty.LOGIN_TIMEOUT, seconds);
    }
    return open(node, properties);
  }

  private static void shorten(Properties properties, PGProperty timeout, int seconds)
      throws SQLException {
    int stated = timeout.getInt(properties);
    timeout.set(properties, stated == 0 ? seconds : Math.min(stated, seconds));
  }

  /** The pgjdbc URL of one node, without properties. */
  public String url(Node node) {
    String database = URLEncoder.encode(target.database(), StandardCharsets.UTF_8);
    return "jdbc:postgresql://" + node.hostAndPort() + "/" + database.replace("+", "%20");
  }

  /** How long opening a connection may take, in seconds; 0 for no limit, as in pgjdbc. */
  public int connectTimeoutSeconds() throws SQLException {
    return PGProperty.CONNECT_TIMEOUT.getInt(target.properties());
  }

  /**
   * The properties of a connection through a pooler that lends a server session for a transaction:
   * none that such a session would have to keep. What is stated of {@code prepareThreshold} holds.
   */
  public Properties pooledProperties(Node node) throws SQLException {
    Properties properties = properties(node, Use.PRIMARY);
    if (PGProperty.PREPARE_THRESHOLD.getOrNull(properties) == null) {
      PGProperty.PREPARE_THRESHOLD.set(properties, 0);
    }
    // Any other would be set in the session, or leave it to that.
    PGProperty.READ_ONLY_MODE.set(properties, "transaction");
    return properties;
  }

  /** The properties of a connection to that node, for that use. */
  public Properties properties(Node node, Use use) throws SQLException {
    Properties properties = new Properties();
    target
        .properties()
        .stringPropertyNames()
        .forEach(name -> properties.setProperty(name, target.properties().getProperty(name)));
    if (node.oneOfSeveral() && node.ip() != null) {
      PGProperty.SOCKET_FACTORY.set(properties, SOCKETS);
      PGProperty.SOCKET_FACTORY_ARG.set(properties, node.ip());
    }
    if (target.credentials() != null) {
      Login.fill(properties, node, target.credentials());
    }
    if (PGProperty.LOGIN_TIMEOUT.getOrNull(properties) == null) {
      PGProperty.LOGIN_TIMEOUT.set(properties, connectTimeoutSeconds());
    }
    if (use != Use.REPLICATION) {
      properties.remove(PGProperty.REPLICATION.getName());
    }
    switch (use) {
      case PRIMARY, REPLICATION -> {}
      case REPLICA -> {
        String own = PGProperty.OPTIONS.getOrDefault(properties);
        PGProperty.OPTIONS.set(properties, own == null ? READ_ONLY : own + " " + READ_ONLY);
      }
      case PROBE -> {
        properties.remove(PGProperty.OPTIONS.getName());
        properties.remove(PGProperty.CURRENT_SCHEMA.getName());
        properties.remove(PGProperty.READ_ONLY.getName());
        properties.remove(PGProperty.AUTOSAVE.getName());
        PGProperty.APPLICATION_NAME.set(properties, PROBE_NAME);
        PGProperty.PREPARE_THRESHOLD.set(properties, 0);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
      }
    }
    return properties;
  }
}
