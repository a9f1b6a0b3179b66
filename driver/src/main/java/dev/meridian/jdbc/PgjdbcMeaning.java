package dev.meridian.jdbc;

import dev.meridian.jdbc.api.Setting;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * What those of pgjdbc's properties mean here that have another meaning than in pgjdbc:
 *
 * <ol>
 *   <li>{@code targetServerType=primary} (or {@code master}): every statement goes to the primary;
 *       any other allowed value leaves it to the routing
 *   <li>{@code loadBalanceHosts} and {@code hostRecheckSeconds} have no effect: routing and probes
 *       decide
 *   <li>{@code replication} asks the driver for a connection to the primary that is not routed; a
 *       {@code DataSource} refuses it
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

  private static final List<PGProperty> NUMBERS =
      List.of(
          PGProperty.DEFAULT_ROW_FETCH_SIZE,
          PGProperty.PREPARE_THRESHOLD,
          PGProperty.PREPARED_STATEMENT_CACHE_QUERIES,
          PGProperty.PREPARED_STATEMENT_CACHE_SIZE_MIB,
          PGProperty.DATABASE_METADATA_CACHE_FIELDS,
          PGProperty.DATABASE_METADATA_CACHE_FIELDS_MIB);

  private static final Set<String> STRING_TYPES = Set.of("unspecified", "varchar");

  private static final List<String> REPLICATION = List.of("database", "true", "on", "yes", "1");
  private static final List<String> NO_REPLICATION = List.of("false", "off", "no", "0");

  private PgjdbcMeaning() {}

  /**
   * Checks the values that pgjdbc does not get to see.
   *
   * @throws SQLException 22023 for a bad value
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
    checkReplication(merged);
    checkOfStatements(merged);
  }

  /**
   * Checks what no probe's connection would, in pgjdbc's words: so that a bad value fails to
   * connect, and not the first statement.
   */
  private static void checkOfStatements(Properties merged) throws SQLException {
    for (PGProperty number : NUMBERS) {
      number.getInteger(merged);
    }
    Integer rows = PGProperty.DEFAULT_ROW_FETCH_SIZE.getInteger(merged);
    if (rows != null && rows < 0) {
      throw new PSQLException(
          GT.tr("Fetch size must be a value greater to or equal to 0."),
          PSQLState.INVALID_PARAMETER_VALUE);
    }
    String type = PGProperty.STRING_TYPE.getOrDefault(merged);
    if (type != null && !STRING_TYPES.contains(type.toLowerCase(Locale.ROOT))) {
      throw new PSQLException(
          GT.tr("Unsupported value for stringtype parameter: {0}", type),
          PSQLState.INVALID_PARAMETER_VALUE);
    }
  }

  /**
   * The server's own complaint would repeat the value.
   *
   * @throws SQLException 22023 for what the server takes for no value
   */
  private static void checkReplication(Properties merged) throws SQLException {
    String value = PGProperty.REPLICATION.getOrNull(merged);
    if (value != null && !isReplication(merged) && !isOneOf(NO_REPLICATION, value)) {
      throw new SQLException(
          "replication"
              + shown(value)
              + " is none of its choices: "
              + String.join(", ", REPLICATION)
              + ", "
              + String.join(", ", NO_REPLICATION),
          "22023");
    }
  }

  private static boolean isOneOf(List<String> words, String value) {
    return words.stream().anyMatch(value::equalsIgnoreCase);
  }

  /** Whether a connection is asked for that speaks the replication protocol. */
  static boolean isReplication(Properties properties) {
    String value = PGProperty.REPLICATION.getOrNull(properties);
    return value != null && isOneOf(REPLICATION, value);
  }

  /**
   * For a pool, which is not for replication connections.
   *
   * @throws SQLException 0A000 if one is asked for
   */
  static void refuseReplication(Properties properties) throws SQLException {
    if (isReplication(properties)) {
      throw new SQLException(
          "replication"
              + shown(PGProperty.REPLICATION.getOrDefault(properties))
              + " asks for a replication connection, which is not pooled; open it with DriverManager",
          "0A000");
    }
  }

  private static String shown(@Nullable String value) {
    return value == null || Secrets.namesPassword(value) ? "" : "=" + value;
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
