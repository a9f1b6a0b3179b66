package dev.meridian.jdbc.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

class SettingTest {

  private record Range(
      Setting setting, long least, long most, Function<Settings, Duration> value) {}

  private static final List<Range> DURATIONS =
      List.of(
          new Range(Setting.MAX_LAG, 100, 86_400_000, Settings::maxLag),
          new Range(Setting.PROBE_INTERVAL, 10, 60_000, Settings::probeInterval),
          new Range(Setting.CATCH_UP_TIMEOUT, 0, 60_000, Settings::catchUpTimeout),
          new Range(Setting.BORROW_TIMEOUT, 250, 600_000, Settings::borrowTimeout));

  static Stream<Arguments> durationsInRange() {
    List<Arguments> cases = new ArrayList<>();
    for (Range range : DURATIONS) {
      for (long millis : new long[] {range.least, range.least + 1, range.most - 1, range.most}) {
        for (String text : List.of(millis + "ms", " " + millis + "ms ", "000" + millis + "ms")) {
          cases.add(Arguments.of(range.setting, text, range.value, Duration.ofMillis(millis)));
        }
      }
      for (Map.Entry<String, Long> unit :
          Map.of("s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L).entrySet()) {
        long most = range.most / unit.getValue();
        if (most > 0) {
          cases.add(
              Arguments.of(
                  range.setting,
                  most + unit.getKey(),
                  range.value,
                  Duration.ofMillis(most * unit.getValue())));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("durationsInRange")
  void readsADurationUpToItsBounds(
      Setting setting, String text, Function<Settings, Duration> value, Duration expected)
      throws SQLException {
    assertThat(value.apply(Settings.of(Map.of(setting, text), false))).isEqualTo(expected);
  }

  static Stream<Arguments> badDurations() {
    List<Arguments> cases = new ArrayList<>();
    for (Range range : DURATIONS) {
      Setting setting = range.setting;
      List<String> outOfRange = new ArrayList<>();
      outOfRange.add(range.most + 1 + "ms");
      outOfRange.add((range.least - 1) + "ms");
      outOfRange.add("-1ms");
      outOfRange.add("-5s");
      outOfRange.add("2d");
      outOfRange.add(Long.MAX_VALUE + "ms");
      outOfRange.add(Long.MAX_VALUE + "d");
      outOfRange.add("9".repeat(12) + "d");
      outOfRange.add("9".repeat(40) + "s");
      outOfRange.forEach(text -> cases.add(Arguments.of(setting, text, "is out of range")));
      for (String text : List.of("30", "0", "-1", "1000000", " 500 ")) {
        cases.add(Arguments.of(setting, text, "has no unit"));
      }
      for (String text : List.of("1S", "1Ms", "1MS", "1D", "1 s", "1sec", "1us", "1w", "1.5s")) {
        cases.add(Arguments.of(setting, text, text.contains(".") ? "is not" : "unknown unit"));
      }
      for (String text : List.of("s", "ms", "+1s", "--1s", "1s1s", "PT1S", "1e3ms", "٣s", "∞")) {
        cases.add(Arguments.of(setting, text, ""));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("badDurations")
  void refusesADurationThatBreaksTheRule(Setting setting, String text, String complaint) {
    assertRefused(setting, text).contains(complaint).contains("its unit: ms, s, m, h, d");
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void refusesAnEmptyOrBlankValue(Setting setting) {
    for (String text : List.of("", " ", "\t", "\u2003")) {
      assertRefused(setting, text).contains("is empty");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "10", "10000", " 7 ", "007"})
  void readsACount(String text) throws SQLException {
    assertThat(Settings.of(Map.of(Setting.MAX_CONNECTIONS, text), false).maxConnections())
        .isEqualTo(Integer.parseInt(text.strip()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "-1",
        "10001",
        "2147483647",
        "2147483648",
        "4294967297",
        "99999999999999999999",
        "-99999999999999999999"
      })
  void refusesACountOutOfRange(String text) {
    assertRefused(Setting.MAX_CONNECTIONS, text).contains("is out of range").contains("1 to 10000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ten", "1.0", "1e3", "+1", "0x10", "1 0", "10s", "١"})
  void refusesACountThatIsNoNumber(String text) {
    assertRefused(Setting.MAX_CONNECTIONS, text).contains("is not a whole number");
  }

  @ParameterizedTest
  @EnumSource(WhenStale.class)
  void readsEveryChoiceInLowerCase(WhenStale choice) throws SQLException {
    String word = choice.name().toLowerCase(Locale.ROOT);
    assertThat(Settings.of(Map.of(Setting.WHEN_STALE, word), false).whenStale()).isEqualTo(choice);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Primary", "WAIT", "never", "primary,wait", "true"})
  void refusesWhatIsNoChoiceAndListsThem(String text) {
    assertRefused(Setting.WHEN_STALE, text).contains("wait, primary, fail");
  }

  @Test
  void readsRoles() throws SQLException {
    String text = "primary, standby,subscriber , auto";
    assertThat(Settings.of(Map.of(Setting.ROLES, text), false).roles())
        .containsExactly(Role.PRIMARY, Role.STANDBY, Role.SUBSCRIBER, Role.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "'primary,primary', more than one primary",
    "'primary,,standby', an empty role",
    "'primary,', an empty role",
    "',', an empty role",
    "'Primary', an unknown role 'Primary'",
    "'primary,replica', an unknown role 'replica'",
    "'unknown', an unknown role 'unknown'"
  })
  void refusesBadRoles(String text, String complaint) {
    assertRefused(Setting.ROLES, text).contains(complaint);
  }

  @Test
  void readsRegionsTrimmedAndInOrder() throws SQLException {
    Settings settings =
        Settings.of(
            Map.of(Setting.REGION, " eu west ", Setting.NODE_REGIONS, "us-1 , eu west,ap"), false);
    assertThat(settings.region()).isEqualTo("eu west");
    assertThat(settings.nodeRegions()).containsExactly("us-1", "eu west", "ap");
  }

  @ParameterizedTest
  @CsvSource({
    "REGION, 'a,b', one label",
    "REGION, 'a\u0001b', control character",
    "NODE_REGIONS, 'a,,b', empty label",
    "NODE_REGIONS, 'a,b,', empty label",
    "NODE_REGIONS, ',', empty label"
  })
  void refusesBadRegions(Setting setting, String text, String complaint) {
    assertRefused(setting, text).contains(complaint);
  }

  @Test
  void hasTheStatedDefaults() throws SQLException {
    Settings settings = Settings.of(Map.of(), false);
    assertThat(settings.region()).isNull();
    assertThat(settings.nodeRegions()).isEmpty();
    assertThat(settings.roles()).isEmpty();
    assertThat(settings.maxLag()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.probeInterval()).isEqualTo(Duration.ofMillis(500));
    assertThat(settings.catchUpTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.whenStale()).isEqualTo(WhenStale.PRIMARY);
    assertThat(settings.primaryOnly()).isEmpty();
    assertThat(settings.safeFunctions()).isEmpty();
    assertThat(settings.maxConnections()).isEqualTo(10);
    assertThat(settings.borrowTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.primaryAlways()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void hasAKeyThatPgjdbcDoesNotKnow(Setting setting) {
    assertThat(Arrays.stream(PGProperty.values()).map(PGProperty::getName))
        .noneMatch(setting.key()::equalsIgnoreCase);
    assertThat(Setting.ofKey(setting.key())).contains(setting);
    assertThat(Setting.ofKey(setting.key().toUpperCase(Locale.ROOT))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void tellsToolsItsValueOrItsDefault(Setting setting) {
    DriverPropertyInfo unset = setting.toDriverPropertyInfo(null);
    assertThat(unset.name).isEqualTo(setting.key());
    assertThat(unset.value).isEqualTo(setting.defaultText());
    assertThat(unset.required).isFalse();
    assertThat(unset.description).contains(setting.description()).contains(setting.range());
    assertThat(setting.toDriverPropertyInfo("x").value).isEqualTo("x");
  }

  @Test
  void tellsToolsTheChoices() {
    assertThat(Setting.WHEN_STALE.toDriverPropertyInfo(null).choices)
        .containsExactly("wait", "primary", "fail");
    assertThat(Setting.MAX_LAG.toDriverPropertyInfo(null).choices).isNull();
  }

  @Test
  void showsNoValueInWhichAPasswordMayBe() {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> Setting.MAX_LAG.check("30s;PassWord=hunter2"))
        .withNoCause()
        .satisfies(e -> assertThat(e.getMessage()).contains("maxLag").doesNotContain("hunter2"));
  }

  private static AbstractStringAssert<?> assertRefused(Setting setting, String text) {
    SQLException refusal = catchThrowableOfType(SQLException.class, () -> setting.check(text));
    assertThat((Throwable) refusal).as("%s=%s", setting.key(), text).isNotNull();
    assertThat(refusal.getSQLState()).isEqualTo("22023");
    return assertThat(refusal.getMessage()).startsWith(setting.key() + "=" + text);
  }
}
