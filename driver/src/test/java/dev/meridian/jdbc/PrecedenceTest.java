package dev.meridian.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.topology.Target;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecedenceTest {

  private static final String SERVICE_FILE = "org.postgresql.pgservicefile";
  private static final String PASSWORD_FILE = "org.postgresql.pgpassfile";

  @AfterEach
  void forgetTheFiles() {
    System.clearProperty(SERVICE_FILE);
    System.clearProperty(PASSWORD_FILE);
  }

  @Test
  void theUrlWinsOverProperties() throws SQLException {
    Target target =
        Urls.target(
            "//h/d?user=url&maxLag=1s",
            Map.of("user", "info", "maxLag", "2s", "probeInterval", "3s", "PGHOST", "other"));
    assertThat(target.properties()).containsEntry("user", "url");
    assertThat(target.settings().maxLag()).isEqualTo(Duration.ofSeconds(1));
    assertThat(target.settings().probeInterval()).isEqualTo(Duration.ofSeconds(3));
    assertThat(Urls.addresses(target)).containsExactly("h:5432");
  }

  @Test
  void whatIsStatedInCodeWinsOverTheUrl() throws SQLException {
    @Nullable Target target =
        MeridianUrl.parse(
            MeridianUrl.PREFIX + "//h/?user=url&maxLag=1s&maxLag=4s",
            new Properties(),
            Map.of("user", "code", "password", "p", "maxLag", "2s"));
    assertThat(target).isNotNull();
    assertThat(target.properties()).containsEntry("user", "code").containsEntry("password", "p");
    assertThat(target.settings().maxLag()).isEqualTo(Duration.ofSeconds(2));
    assertThat(target.database()).isEqualTo("code");
  }

  @Test
  void ofTwoInTheUrlTheLastCounts() throws SQLException {
    assertThat(Urls.target("//h/d?maxLag=1s&maxLag=2s").settings().maxLag())
        .isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void everySettingCanComeFromEitherSide() throws SQLException {
    Map<String, String> values =
        Map.of(
            "region",
            "eu",
            "nodeRegions",
            "eu",
            "roles",
            "primary",
            "maxLag",
            "1s",
            "catchUpTimeout",
            "0s",
            "whenStale",
            "fail",
            "primaryOnly",
            "t",
            "safeFunctions",
            "f",
            "maxConnections",
            "3",
            "borrowTimeout",
            "1s");
    String parameters = String.join("&", values.entrySet().stream().map(Object::toString).toList());
    Target fromUrl = Urls.target("//h/d?" + parameters);
    Target fromProperties = Urls.target("//h/d", values);
    assertThat(fromUrl.settings()).isEqualTo(fromProperties.settings());
    assertThat(fromUrl.properties()).isEqualTo(fromProperties.properties());
    assertThat(fromUrl.properties()).doesNotContainKeys(values.keySet().toArray());
  }

  @Test
  void defaultsOfAPropertiesObjectCountAsTheyDoForPgjdbc() throws SQLException {
    Properties defaults = new Properties();
    defaults.setProperty("maxLag", "7s");
    @Nullable Target target =
        MeridianUrl.parse(MeridianUrl.PREFIX + "//h/d", new Properties(defaults));
    assertThat(target).isNotNull();
    assertThat(target.settings().maxLag()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void percentEncodingIsDecodedInTheUrlAndNotInProperties() throws SQLException {
    assertThat(Urls.target("//h/d?region=a%20b%2Bc").settings().region()).isEqualTo("a b+c");
    assertThat(Urls.target("//h/d", Map.of("region", "a%20b")).settings().region())
        .isEqualTo("a%20b");
  }

  @Test
  void aServiceComesBehindUrlAndProperties(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("pg_service.conf");
    Files.writeString(
        file, "[shop]\nhost=a,b\nport=1,2\ndbname=sd\nuser=su\npassword=sp\nssl=true\n");
    System.setProperty(SERVICE_FILE, file.toString());
    Target target = Urls.target("//?service=shop&nodeRegions=us,eu", Map.of("user", "info"));
    assertThat(Urls.addresses(target)).containsExactly("a:1", "b:2");
    assertThat(target.database()).isEqualTo("sd");
    assertThat(target.properties())
        .containsEntry("user", "info")
        .containsEntry("password", "sp")
        .containsEntry("ssl", "true")
        .doesNotContainKey("service");
    assertThat(Urls.target("///d2?service=shop&user=url").database()).isEqualTo("d2");
  }

  @Test
  void aServiceThatIsNotThereIsAnError(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("pg_service.conf"), "[shop]\nhost=a\n");
    System.setProperty(SERVICE_FILE, file.toString());
    assertThat((Throwable) Urls.refusal("//?service=other"))
        .hasMessageContaining("service")
        .hasFieldOrPropertyWithValue("SQLState", "08001");
  }

  @Test
  void thePasswordFileIsReadAsPgjdbcReadsIt(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("pgpass");
    Files.writeString(file, "h:5432:d:u:one\n*:*:d:u:all\n");
    System.setProperty(PASSWORD_FILE, file.toString());
    assertThat(Urls.target("//h/d?user=u").properties()).containsEntry("password", "one");
    assertThat(Urls.target("//h,i/d?user=u").properties()).containsEntry("password", "all");
    assertThat(Urls.target("//h/d?user=u&password=").properties()).containsEntry("password", "");
    assertThat(Urls.target("//h/other?user=u").properties()).doesNotContainKey("password");
  }

  @Test
  void theUserIsThatOfTheOperatingSystemUnlessGiven() throws SQLException {
    assertThat(Urls.target("//h/d").properties())
        .containsEntry("user", System.getProperty("user.name"));
  }

  @Test
  void theDriverConfigOnTheClassPathComesLast(@TempDir Path first, @TempDir Path second)
      throws Exception {
    URL[] classPath = {config(first, "user=one\n"), config(second, "user=two\nssl=true\n")};
    try (URLClassLoader loader = new URLClassLoader(classPath, null)) {
      assertThat(DriverConfig.load(loader))
          .containsEntry("user", "one")
          .containsEntry("ssl", "true");
    }
  }

  private static URL config(Path directory, String content) throws IOException {
    Path file = directory.resolve("org/postgresql/driverconfig.properties");
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return directory.toUri().toURL();
  }
}
