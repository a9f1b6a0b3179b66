package dev.meridian.jdbc;

import dev.meridian.jdbc.api.Setting;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.postgresql.PGProperty;

/**
 * What those of pgjdbc's properties mean here that have another meaning than in pgjdbc:
 *
 * <ol>
 *   <li>{@code targetServerType=primary} (or {@code master}): every statement goes to the primary;
 *       any other allowed value leaves it to the routing
 *   <li>{@code loadBalanceHosts} and {@code hostRecheckSeconds} have no effect: routing and probes
 *       decide
 *   <li>{@code replication} is refused: a replication connection belongs to one server
 *   <li>hosts, ports, database and {@code service} are in the {@code Target} already
 * </ol>
 *
 * All else is passed on to pgjdbc for every node.
 */
final class PgjdbcMeaning {

  private static final String TARGET_SERVER_TYPE = PGProperty.TARGET_SERVER_TYPE.getName();

  private static final Set<PGProperty> KEPT_BACK =
      Set.of(
          PGProperty.TARGET_SERVER_TYPE,
          PGProperty.LOAD_BALANCE_HOSTS,
          PGProperty.HOST_RECHECK_SECONDS,
          PGProperty.PG_HOST,
          PGProperty.PG_PORT,
          PGProperty.PG_DBNAME,
          PGProperty.SERVICE);

  private static final Set<String> NO_REPLICATION = Set.of("false", "off", "no", "0");

  private PgjdbcMeaning() {}

  /**
   * Checks the values that pgjdbc does not get to see.
   *
   * @throws SQLException 22023 for a bad value, 0A000 for a replication connection
   */
  static void check(Properties merged) throws SQLException {
    String type = merged.getProperty(TARGET_SERVER_TYPE);
    String[] choices = PGProperty.TARGET_SERVER_TYPE.getChoices();
    if (type != null && choices != null && !Arrays.asList(choices).contains(type)) {
      throw new SQLException(
          TARGET_SERVER_TYPE
              + shown(type)
              + " is none of its choices: "
              + String.join(", ", choices),
          "22023");
    }
    String replication = PGProperty.REPLICATION.getOrNull(merged);
    if (replication != null && !NO_REPLICATION.contains(replication)) {
      throw new SQLException(
          "replication"
              + shown(replication)
              + " asks for a replication connection, which belongs to one"
              + " server and is not routed; open it with a jdbc:postgresql: URL to that server",
          "0A000");
    }
  }

  private static String shown(String value) {
    return Secrets.namesPassword(value) ? "" : "=" + value;
  }

  static boolean primaryAlways(Properties merged) {
    return List.of("primary", "master").contains(merged.getProperty(TARGET_SERVER_TYPE, ""));
  }

  /** What pgjdbc gets for every node. */
  static Properties passedOn(Properties merged) throws SQLException {
    Properties passedOn = new Properties();
    merged
        .stringPropertyNames()
        .forEach(name -> passedOn.setProperty(name, merged.getProperty(name)));
    KEPT_BACK.forEach(property -> passedOn.remove(property.getName()));
    Arrays.stream(Setting.values()).forEach(setting -> passedOn.remove(setting.key()));
    if (DriverConfig.load().containsKey(TARGET_SERVER_TYPE)) {
      // pgjdbc would take it from there again, and refuse replicas.
      passedOn.setProperty(TARGET_SERVER_TYPE, "any");
    }
    return passedOn;
  }
}
