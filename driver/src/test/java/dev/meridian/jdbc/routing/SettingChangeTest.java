package dev.meridian.jdbc.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.routing.SettingChange.Kind;
import dev.meridian.jdbc.topology.SearchPath;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingChangeTest {

  private static SettingChange of(String sql) {
    return Objects.requireNonNull(SettingChange.of(sql));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SET work_mem = '5MB'            | work_mem
          set session Work_Mem to default | work_mem
          /* a */ SET a.b = 'x';          | a.b
          SET TIME ZONE 'UTC'             | timezone
          RESET TIME ZONE                 | timezone
          RESET work_mem                  | work_mem
          SET ROLE none                   | role
          SET "work_mem" = 1              | work_mem
          """)
  void namesTheSettingThatIsChanged(String sql, String name) {
    assertThat(of(sql).kind()).isEqualTo(Kind.ONE);
    assertThat(of(sql).name()).isEqualTo(name);
  }

  @Test
  void knowsWhatGivesAllTheirOwnValuesAgain() {
    assertThat(of("RESET ALL").kind()).isEqualTo(Kind.RESET_ALL);
    assertThat(of("discard all;").kind()).isEqualTo(Kind.DISCARD_ALL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SET work_mem = 1; SET lock_timeout = 2",
        "SET LOCAL work_mem = 1",
        "SET TRANSACTION READ ONLY",
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
        "SET SESSION AUTHORIZATION x",
        "SET default_transaction_read_only = on",
        "SET standard_conforming_strings = off",
        "SET client_encoding = 'UTF8'",
        "SET NAMES 'UTF8'",
        "SET CONSTRAINTS ALL DEFERRED",
        "DISCARD TEMP",
        "DISCARD PLANS",
        "RESET",
        "SET",
        "SET work_mem",
        "SET work_mem =",
        "SET 'x'",
        ""
      })
  void leavesAllElseAlone(String sql) {
    assertThat(SettingChange.of(sql)).isNull();
  }

  @Test
  void readsThePathInWhichNamesAreLookedUp() {
    assertThat(of("SET search_path = a, \"B\", 'C d'").path())
        .isEqualTo(new SearchPath(SearchPath.Kind.LISTED, List.of("a", "B", "C d")));
    assertThat(of("SET search_path TO DEFAULT").path()).isEqualTo(SearchPath.SERVERS_OWN);
    assertThat(of("RESET search_path").path()).isEqualTo(SearchPath.SERVERS_OWN);
    assertThat(of("SET search_path = 'it''s'").path()).isEqualTo(SearchPath.UNKNOWN);
  }
}
