package dev.meridian.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WorldBuilderTest {
  @Test
  void wantsOnePrimary() {
    WorldBuilder two = MultiRegionPostgres.builder().primary("us-east-1").primary("us-west-2");
    assertThatThrownBy(two::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a world needs exactly one primary, here: [us-east-1, us-west-2]");
  }

  @Test
  void rejectsASecondNodeInARegion() {
    WorldBuilder builder = MultiRegionPostgres.builder().primary("us-east-1");
    assertThatThrownBy(() -> builder.standby("us-east-1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("region us-east-1 is already the PRIMARY");
  }

  @Test
  void rejectsARegionThatCannotBeAName() {
    assertThatThrownBy(() -> MultiRegionPostgres.builder().primary("us east"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("region 'us east'");
  }

  @Test
  void rejectsADistanceThatTheModelDoesNotKnow() {
    WorldBuilder builder = MultiRegionPostgres.builder().primary("us-east-1").standby("mars-1");
    assertThatThrownBy(builder::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no round trip between")
        .hasMessageContaining("mars-1");
  }

  @Test
  void rejectsWhatIsNotAMajorVersion() {
    WorldBuilder builder = MultiRegionPostgres.builder();
    assertThatThrownBy(() -> builder.postgres("9.6"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'9.6' is not a major version of PostgreSQL, such as 17");
  }

  @Test
  void saysWhichStatementOfTheSchemaFails() {
    WorldBuilder builder =
        MultiRegionPostgres.builder().primary("us-east-1").schema("CREATE TABEL note ()");
    assertThatThrownBy(builder::start)
        .isInstanceOf(WorldException.class)
        .hasRootCauseMessage("ERROR: syntax error at or near \"TABEL\"\n  Position: 8");
  }
}
