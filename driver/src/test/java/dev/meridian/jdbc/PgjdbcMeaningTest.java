package dev.meridian.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.jdbc.topology.NodeConnector;
import dev.meridian.jdbc.topology.NodeConnector.Use;
import dev.meridian.jdbc.topology.Target;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

class PgjdbcMeaningTest {

  /** What is looked at here takes no other values. */
  private static final Map<PGProperty, String> CHECKED =
      Map.of(
          PGProperty.DEFAULT_ROW_FETCH_SIZE, "7",
          PGProperty.PREPARE_THRESHOLD, "-1",
          PGProperty.PREPARED_STATEMENT_CACHE_QUERIES, "7",
          PGProperty.PREPARED_STATEMENT_CACHE_SIZE_MIB, "7",
          PGProperty.DATABASE_METADATA_CACHE_FIELDS, "7",
          PGProperty.DATABASE_METADATA_CACHE_FIELDS_MIB, "7",
          PGProperty.STRING_TYPE, "unspecified");

  @ParameterizedTest
  @CsvSource({
    "primary, true",
    "master, true",
    "any, false",
    "secondary, false",
    "slave, false",
    "preferSecondary, false",
    "preferSlave, false",
    "preferPrimary, false"
  })
  void targetServerTypeIsTakenOver(String type, boolean primaryAlways) throws SQLException {
    for (Target target :
        List.of(
            Urls.target("//h/d?targetServerType=" + type),
            Urls.target("//h/d", Map.of("targetServerType", type)))) {
      assertThat(target.settings().primaryAlways()).isEqualTo(primaryAlways);
      assertThat(target.properties()).doesNotContainKey("targetServerType");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Primary", "replica", ""})
  void anUnknownTargetServerTypeIsAnError(String type) {
    SQLException refusal = Urls.refusal("//h/d?targetServerType=" + type);
    assertThat(refusal.getSQLState()).isEqualTo("22023");
    assertThat((Throwable) refusal).hasMessageContaining("preferSecondary");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "defaultRowFetchSize=x | must be an integer",
        "defaultRowFetchSize=-1 | Fetch size must be",
        "prepareThreshold=x | must be an integer",
        "preparedStatementCacheQueries=x | must be an integer",
        "preparedStatementCacheSizeMiB=x | must be an integer",
        "databaseMetadataCacheFields=x | must be an integer",
        "databaseMetadataCacheFieldsMiB=x | must be an integer",
        "stringtype=x | Unsupported value for stringtype parameter: x"
      })
  void whatOnlyStatementsHeedIsCheckedAtOnceInPgjdbcsWords(String property, String words) {
    SQLException refusal = Urls.refusal("//h/d?" + property);
    assertThat(refusal.getSQLState()).isEqualTo("22023");
    assertThat((Throwable) refusal).hasMessageContaining(words);
  }

  @Test
  void loadBalancingAndRechecksAreNotPassedOn() throws SQLException {
    assertThat(Urls.target("//h/d?loadBalanceHosts=true&hostRecheckSeconds=3").properties())
        .doesNotContainKeys("loadBalanceHosts", "hostRecheckSeconds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "database", "on", "1", "DATABASE"})
  void aPoolRefusesAReplicationConnection(String value) throws SQLException {
    Properties properties = Urls.target("//h/d?replication=" + value).properties();
    assertThat(PgjdbcMeaning.isReplication(properties)).isTrue();
    assertThatThrownBy(() -> PgjdbcMeaning.refuseReplication(properties))
        .isInstanceOf(SQLException.class)
        .hasFieldOrPropertyWithValue("SQLState", "0A000")
        .hasMessageContaining("replication=" + value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"replication=false", "replication=off", "ssl=false"})
  void mostConnectionsAreNotForReplication(String parameter) throws SQLException {
    Properties properties = Urls.target("//h/d?" + parameter).properties();
    assertThat(PgjdbcMeaning.isReplication(properties)).isFalse();
    PgjdbcMeaning.refuseReplication(properties);
  }

  @Test
  void aWrongValueOfReplicationIsAnError() {
    SQLException refusal = Urls.refusal("//h/d?replication=logical");
    assertThat(refusal.getSQLState()).isEqualTo("22023");
    assertThat((Throwable) refusal).hasMessageContaining("replication=logical");
  }

  @Test
  void probesAndStatementsNeverSpeakTheReplicationProtocol() throws SQLException {
    Target target = Urls.target("//h/d?replication=database");
    NodeConnector connector = new NodeConnector(target);
    for (Use use : Use.values()) {
      assertThat(connector.properties(target.nodes().get(0), use).containsKey("replication"))
          .as("%s", use)
          .isEqualTo(use == Use.REPLICATION);
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "TARGET_SERVER_TYPE",
        "LOAD_BALANCE_HOSTS",
        "HOST_RECHECK_SECONDS",
        "PG_HOST",
        "PG_PORT",
        "PG_DBNAME",
        "SERVICE",
        "REPLICATION"
      })
  void everyOtherPropertyOfPgjdbcIsPassedOnAsItIs(PGProperty property) throws SQLException {
    String value = CHECKED.getOrDefault(property, "any value?");
    String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    assertThat(Urls.target("//h/d?" + property.getName() + "=" + encoded).properties())
        .containsEntry(property.getName(), value);
    assertThat(Urls.target("//h/d", Map.of(property.getName(), value)).properties())
        .containsEntry(property.getName(), value);
  }

  @Test
  void toolsAreToldOwnSettingsAndThoseOfPgjdbc() {
    Properties info = new Properties();
    info.setProperty("region", "eu");
    DriverPropertyInfo[] infos =
        MeridianUrl.propertyInfo(MeridianUrl.PREFIX + "//h:5433/d?maxLag=7s&ssl=true", info);
    assertThat(value(infos, "maxLag")).isEqualTo("7s");
    assertThat(value(infos, "region")).isEqualTo("eu");
    assertThat(value(infos, "probeInterval")).isEqualTo("500ms");
    assertThat(value(infos, "ssl")).isEqualTo("true");
    assertThat(value(infos, "PGPORT")).isEqualTo("5433");
    assertThat(Arrays.stream(infos).map(property -> property.name)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:meridian:postgresql://broken", "jdbc:other:x", ""})
  void toolsAreToldTheDefaultsWhileTheUrlIsNotComplete(String url) {
    assertThat(value(MeridianUrl.propertyInfo(url, null), "maxLag")).isEqualTo("30s");
  }

  private static String value(DriverPropertyInfo[] infos, String name) {
    return Arrays.stream(infos)
        .filter(property -> property.name.equals(name))
        .findAny()
        .orElseThrow()
        .value;
  }
}
