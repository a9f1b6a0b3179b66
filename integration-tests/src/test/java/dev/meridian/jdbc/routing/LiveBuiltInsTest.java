package dev.meridian.jdbc.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.routing.BuiltIns.Effect;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionsCluster;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The list of built-in functions, held against the catalogue of a running server. */
@RegionsCluster(
    standbys = {},
    subscribers = {},
    delays = false)
class LiveBuiltInsTest {

  // Gone through by hand: volatile, but only because each call gives another answer.
  private static final Set<String> VOLATILE_AND_HARMLESS =
      Set.of(
          "array_sample",
          "array_shuffle",
          "clock_timestamp",
          "gen_random_uuid",
          "pg_partition_ancestors",
          "pg_partition_tree",
          "pg_sleep",
          "pg_sleep_for",
          "pg_sleep_until",
          "random",
          "random_normal",
          "timeofday",
          "uuidv4",
          "uuidv7");

  /** Every function that SQL can call, and whether any of its name is volatile. */
  private static Map<String, Boolean> functions(MultiRegionPostgres cluster) throws SQLException {
    Map<String, Boolean> functions = new TreeMap<>();
    try (Connection primary = cluster.primary().connect();
        Statement statement = primary.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT proname, bool_or(provolatile = 'v')
                FROM pg_catalog.pg_proc
                WHERE pronamespace = 'pg_catalog'::regnamespace
                  AND NOT (prorettype::regtype::text ~ '^(internal|trigger|.*_handler)$'
                           OR 'internal'::regtype = ANY (proargtypes))
                GROUP BY proname
                """)) {
      while (rows.next()) {
        functions.put(rows.getString(1), rows.getBoolean(2));
      }
    }
    return functions;
  }

  @Test
  void everyVolatileFunctionOfTheServerStaysOnThePrimary(MultiRegionPostgres cluster)
      throws SQLException {
    BuiltIns builtIns = BuiltIns.load();
    Map<String, Boolean> functions = functions(cluster);
    assertThat(functions).hasSizeGreaterThan(2_000);
    functions.forEach(
        (function, isVolatile) -> {
          Effect effect = builtIns.effect(function);
          if (isVolatile && (effect == Effect.PLAIN || effect == Effect.STANDBY)) {
            assertThat(VOLATILE_AND_HARMLESS).contains(function);
          }
        });
  }

  @Test
  void everyFunctionThatIsPlainExistsAndIsNotVolatile(MultiRegionPostgres cluster)
      throws SQLException {
    Map<String, Boolean> functions = functions(cluster);
    BuiltIns.load()
        .functions()
        .forEach(
            (function, effect) -> {
              if (effect == Effect.PLAIN && functions.containsKey(function)) {
                assertThat(functions).as(function).containsEntry(function, false);
              }
            });
  }
}
