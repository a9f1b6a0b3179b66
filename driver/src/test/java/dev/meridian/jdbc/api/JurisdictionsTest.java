package dev.meridian.jdbc.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings that bind sessions to jurisdictions. */
class JurisdictionsTest {

  private static final String BOTH = "EU:eu-west-1/eu-central-1,US:us-east-1";

  @Test
  void readsTheRegionsOfEach() throws SQLException {
    Settings settings =
        Settings.of(
            Map.of(Setting.JURISDICTIONS, " EU : eu-west-1 / eu-central-1 , DE:eu-central-1"),
            false);
    assertThat(settings.jurisdictions())
        .isEqualTo(Map.of("EU", Set.of("eu-west-1", "eu-central-1"), "DE", Set.of("eu-central-1")));
    assertThat(settings.jurisdiction()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'EU', the jurisdiction EU without a region",
    "'EU:', the jurisdiction EU without a region",
    "'EU: ,US:us-east-1', the jurisdiction EU without a region",
    "':eu-west-1', a jurisdiction without a name",
    "'EU:a,', a jurisdiction without a name",
    "'EU:a,EU:b', the jurisdiction EU twice",
    "'EU:a,US:b, EU :c', the jurisdiction EU twice",
    "'EU:a//b', an empty region in the jurisdiction EU",
    "'EU:a/', an empty region in the jurisdiction EU",
    "'EU:a/b/a', the region a twice in the jurisdiction EU"
  })
  void refusesWhatIsIncompleteOrThereTwice(String text, String complaint) {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> Setting.JURISDICTIONS.check(text))
        .withMessageContaining("jurisdictions=" + text)
        .withMessageContaining(complaint)
        .satisfies(refusal -> assertThat(refusal.getSQLState()).isEqualTo("22023"));
  }

  @Test
  void bindsTheDataSourceToOneOfThem() throws SQLException {
    Settings settings =
        Settings.of(Map.of(Setting.JURISDICTIONS, BOTH, Setting.JURISDICTION, "EU"), false);
    assertThat(settings.jurisdiction()).isEqualTo("EU");
  }

  @Test
  void bindsToNoneThatIsNotListed() {
    refusesToBind(Map.of(Setting.JURISDICTIONS, BOTH, Setting.JURISDICTION, "eu"), "EU, US");
    refusesToBind(Map.of(Setting.JURISDICTION, "eu"), "none is set");
  }

  private static void refusesToBind(Map<Setting, String> given, String known) {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> Settings.of(given, false))
        .withMessage("jurisdiction=eu is none of jurisdictions=: " + known)
        .satisfies(refusal -> assertThat(refusal.getSQLState()).isEqualTo("22023"));
  }
}
