package dev.meridian.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

class KnownNamesTest {

  @ParameterizedTest
  @CsvSource({
    "maxLga=1s, maxLga, maxLag",
    "maxlag=1s, maxlag, maxLag",
    "MAXLAG=1s, MAXLAG, maxLag",
    "maxLag%20=1s, maxLag%20, maxLag",
    "nodeRegion=us, nodeRegion, nodeRegions",
    "node_regions=us, node_regions, nodeRegions",
    "Region=us, Region, region",
    "wenStale=wait, wenStale, whenStale",
    "applicationName=x, applicationName, ApplicationName",
    "User=x, User, user",
    "sslMode=require, sslMode, sslmode",
    "sokcetTimeout=1, sokcetTimeout, socketTimeout",
    "pghost=h, pghost, PGHOST",
    "password=x&maxLga=1s, maxLga, maxLag",
  })
  void anUnknownNameInTheUrlIsAnErrorThatSuggestsTheNearest(
      String parameters, String typed, String suggested) {
    SQLException refusal = Urls.refusal("//h/d?" + parameters);
    assertThat(refusal.getSQLState()).isEqualTo("22023");
    assertThat((Throwable) refusal)
        .hasMessage("the parameter %s in the URL is unknown; did you mean %s?", typed, suggested);
  }

  @ParameterizedTest
  @ValueSource(strings = {"frobnicate=1", "x", "=v", "zzzzzzzzzzzz=1", "cachePrepStmts=true"})
  void suggestsNothingWhereNothingIsNear(String parameter) {
    assertThat((Throwable) Urls.refusal("//h/d?" + parameter)).hasMessageEndingWith("is unknown");
  }

  @ParameterizedTest
  @EnumSource(PGProperty.class)
  void everyNameOfPgjdbcIsKnown(PGProperty property) {
    assertThat(KnownNames.isKnown(property.getName())).isTrue();
  }

  @Test
  void aClassForATypeOfTheServerIsPgjdbcs() throws SQLException {
    assertThat(Urls.target("//h/d?datatype.geometry=com.acme.Shape").properties())
        .containsEntry("datatype.geometry", "com.acme.Shape");
  }

  @Test
  void anUnknownConnectionPropertyIsOneWarning() throws SQLException {
    try (LogOf log = new LogOf("dev.meridian.jdbc")) {
      for (int i = 0; i < 3; i++) {
        Urls.target("//h/d", Map.of("maxLgaOfThisTest", "secret", "user", "u", "maxLag", "1s"));
      }
      assertThat(log.lines())
          .singleElement()
          .asString()
          .contains("WARNING", "maxLgaOfThisTest", "has no effect")
          .doesNotContain("secret");
    }
  }

  @Test
  void suggestsInTheWarningToo() throws SQLException {
    try (LogOf log = new LogOf("dev.meridian.jdbc")) {
      Urls.target("//h/d", Map.of("borowTimeout", "1s"));
      assertThat(log.lines()).singleElement().asString().contains("did you mean borrowTimeout?");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socketFactory",
        "sslfactory",
        "sslhostnameverifier",
        "sslpasswordcallback",
        "authenticationPluginClassName",
        "connectExecutor"
      })
  void everyNamePassesWhereAClassIsSetThatMayReadIt(String property) throws SQLException {
    try (LogOf log = new LogOf("dev.meridian.jdbc")) {
      Map<String, String> info = Map.of(property, "com.example.Reader", "ofTheClass", "1");
      assertThat(Urls.target("//h/d?instance=x", info).properties())
          .containsEntry("instance", "x")
          .containsEntry("ofTheClass", "1");
      assertThat(Urls.target("//h/d?instance=x&" + property + "=com.example.Reader").properties())
          .containsEntry("instance", "x");
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void aClassWhosePackageOnlyBeginsAsPgjdbcsDoesMayReadThem() throws SQLException {
    assertThat(
            Urls.target("//h/d?instance=x&socketFactory=org.postgresql.example.Sockets")
                .properties())
        .containsEntry("instance", "x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sslfactory=org.postgresql.ssl.NonValidatingFactory",
        "xmlFactoryFactory=com.example.Xml",
        "socketFactory="
      })
  void namesAreCheckedWhereNoClassCanReadThem(String parameter) {
    assertThat((Throwable) Urls.refusal("//h/d?maxLga=1s&" + parameter))
        .hasMessageContaining("maxLag?");
  }

  @Test
  void anUnknownNameThatIsStatedInCodeIsAnError() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () ->
                    MeridianUrl.parse(
                        MeridianUrl.PREFIX + "//h/d", new Properties(), Map.of("maxLga", "1s"))))
        .isInstanceOf(SQLException.class)
        .hasMessage("the parameter maxLga is unknown; did you mean maxLag?");
  }
}
