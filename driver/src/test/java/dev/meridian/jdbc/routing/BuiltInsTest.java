package dev.meridian.jdbc.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.routing.BuiltIns.Effect;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds the list that was gone through by eye against the answer of a real catalogue. */
class BuiltInsTest {
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

  private final BuiltIns builtIns = BuiltIns.load();
  private final Map<String, Set<String>> server = NameSections.read("/corpus/pg-proc.txt");
  private final Set<String> volatileOnServer = Objects.requireNonNull(server.get("volatile"));
  private final Set<String> stableOnServer =
      Objects.requireNonNull(server.get("stable or immutable"));

  @Test
  void everyVolatileFunctionHasAPlaceAndOnlyHarmlessOnesLeaveThePrimary() {
    assertThat(volatileOnServer).hasSizeGreaterThan(200);
    for (String function : volatileOnServer) {
      Effect effect = builtIns.effect(function);
      assertThat(effect).as(function).isNotNull();
      if (effect == Effect.PLAIN || effect == Effect.STANDBY) {
        assertThat(VOLATILE_AND_HARMLESS).contains(function);
      }
    }
  }

  @Test
  void onlyFunctionsThatTheServerCallsStableArePlain() {
    assertThat(builtIns.functions())
        .allSatisfy(
            (function, effect) -> {
              if (effect == Effect.PLAIN) {
                assertThat(stableOnServer).contains(function);
              }
            });
  }

  @Test
  void noNameStandsInTwoSections() {
    int names =
        NameSections.read("builtin-functions.txt").values().stream().mapToInt(Set::size).sum();
    assertThat(builtIns.functions()).hasSize(names);
  }

  @Test
  void everySectionIsFilled() {
    assertThat(NameSections.read("builtin-functions.txt").keySet())
        .containsExactly("plain", "standby", "primary", "session", "write");
    assertThat(builtIns.relations()).contains("pg_class").doesNotContain("pg_locks");
    assertThat(builtIns.plainTypes()).contains("uuid").doesNotContain("regclass", "oid");
    assertThat(builtIns.plainOperators()).contains("=", "->>").doesNotContain("");
    assertThat(builtIns.types()).contains("pg_lsn");
  }
}
