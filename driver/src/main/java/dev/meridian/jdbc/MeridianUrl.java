package dev.meridian.jdbc;

import dev.meridian.jdbc.api.CredentialsSupplier;
import dev.meridian.jdbc.api.Setting;
import dev.meridian.jdbc.api.Settings;
import dev.meridian.jdbc.topology.HostLookup;
import dev.meridian.jdbc.topology.Node;
import dev.meridian.jdbc.topology.SuppliedClass;
import dev.meridian.jdbc.topology.Target;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Reads {@code jdbc:meridian:postgresql:…} URLs. Without {@code meridian:} such a URL is one of
 * pgjdbc, and pgjdbc's own parser reads it, so that hosts, ports, database, encoding, {@code
 * service=} and the password file mean here what they mean there. Of every name the first of these
 * counts:
 *
 * <ol>
 *   <li>what was stated in code, through a setter
 *   <li>the URL's parameters; of one that is there twice, the last
 *   <li>the connection properties
 *   <li>the section of the service file that {@code service=} names
 *   <li>{@code org/postgresql/driverconfig.properties} on the class path
 *   <li>the defaults; {@code user} is the user of the operating system, the database is named like
 *       the user
 * </ol>
 *
 * <p>No message shows the value of a parameter that is not Meridian's own. Thread-safe.
 */
final class MeridianUrl {

  /** In front of what pgjdbc reads. */
  static final String PREFIX = "jdbc:meridian:postgresql:";

  private static final int WITHOUT_JDBC_MERIDIAN = "jdbc:meridian:".length();

  private MeridianUrl() {}

  /** Whether {@code url} is meant for Meridian, well-formed or not. */
  static boolean accepts(@Nullable String url) {
    return url != null && url.startsWith(PREFIX);
  }

  /**
   * Reads a URL and its connection properties.
   *
   * @return null if the URL is not meant for Meridian
   * @throws SQLException 08001 if the URL has not the form of one, 22023 if a name in it is unknown
   *     or a value is not allowed
   */
  static @Nullable Target parse(@Nullable String url, @Nullable Properties info)
      throws SQLException {
    return parse(url, info, Map.of());
  }

  /**
   * As {@link #parse(String, Properties)}, for a {@code DataSource} whose setters have the last
   * word.
   *
   * @param stated values by name (user, password, any setting or property) that take precedence
   *     over the URL; an unknown name is an error, as it is in the URL
   */
  static @Nullable Target parse(
      @Nullable String url, @Nullable Properties info, Map<String, String> stated)
      throws SQLException {
    return parse(url, info, stated, null);
  }

  /**
   * As above, with a supplier of credentials that has precedence over {@code credentialsProvider}.
   */
  static @Nullable Target parse(
      @Nullable String url,
      @Nullable Properties info,
      Map<String, String> stated,
      @Nullable CredentialsSupplier supplier)
      throws SQLException {
    return parse(url, info, stated, supplier, HostLookup.OF_THE_JVM);
  }

  /** As above, with another lookup of hosts' names than the JVM's own. */
  static @Nullable Target parse(
      @Nullable String url,
      @Nullable Properties info,
      Map<String, String> stated,
      @Nullable CredentialsSupplier supplier,
      HostLookup lookup)
      throws SQLException {
    if (url == null || !accepts(url)) {
      return null;
    }
    UrlParameters parameters = check(url);

    Properties given = new Properties(DriverConfig.load());
    if (info != null) {
      info.stringPropertyNames().forEach(name -> given.setProperty(name, info.getProperty(name)));
    }
    stated.forEach(given::setProperty);
    Properties merged = Driver.parseURL(toPgjdbc(parameters.without(stated.keySet())), given);
    if (merged == null) {
      throw UrlForm.refused(parameters);
    }
    KnownNames.check(parameters, stated.keySet(), given, merged);
    PgjdbcMeaning.check(merged);

    Settings settings = Settings.of(settingsIn(merged), PgjdbcMeaning.primaryAlways(merged));
    checkLabels(settings);
    List<Node> nodes = HostList.read(merged, settings);
    String database = merged.getProperty(PGProperty.PG_DBNAME.getName(), "");
    if (database.isEmpty()) {
      // The server does the same with an empty name.
      database = merged.getProperty(PGProperty.USER.getName(), "");
    }
    Properties passedOn = PgjdbcMeaning.passedOn(merged);
    CredentialsSupplier credentials = supplier;
    if (credentials == null && settings.credentialsProvider() != null) {
      credentials = SuppliedClass.named(settings.credentialsProvider());
    }
    if (credentials != null) {
      passedOn.remove(PGProperty.PASSWORD.getName());
    }
    return new Target(nodes, database, passedOn, settings, credentials, lookup);
  }

  /** What is said of the URL's hosts has no effect where others take their place. */
  private static void checkLabels(Settings settings) throws SQLException {
    boolean labels = !settings.nodeRegions().isEmpty() || !settings.roles().isEmpty();
    if (settings.nodes() != null && labels) {
      throw new SQLException(
          "nodeRegions and roles are for the hosts of the URL, which nodes="
              + settings.nodes()
              + " replaces; write region= and role= there, behind each host",
          "22023");
    }
  }

  /** What a tool may ask for: Meridian's settings, then pgjdbc's properties. */
  static DriverPropertyInfo[] propertyInfo(@Nullable String url, @Nullable Properties info) {
    Properties merged = new Properties();
    String pgjdbcUrl = "jdbc:postgresql:";
    if (info != null) {
      info.stringPropertyNames().forEach(name -> merged.setProperty(name, info.getProperty(name)));
    }
    if (url != null && accepts(url)) {
      try {
        check(url);
        pgjdbcUrl = toPgjdbc(url);
        Properties read = Driver.parseURL(pgjdbcUrl, merged);
        if (read != null) {
          merged.putAll(read);
        }
      } catch (SQLException e) {
        // A tool asks while the user still types; connecting will tell what is wrong.
        pgjdbcUrl = "jdbc:postgresql:";
      }
    }
    Stream<DriverPropertyInfo> own =
        Arrays.stream(Setting.values())
            .map(setting -> setting.toDriverPropertyInfo(merged.getProperty(setting.key())));
    Stream<DriverPropertyInfo> pgjdbcs =
        Arrays.stream(new Driver().getPropertyInfo(pgjdbcUrl, merged));
    return Stream.concat(own, pgjdbcs).toArray(DriverPropertyInfo[]::new);
  }

  /** Checks what pgjdbc would answer with null, and log. */
  private static UrlParameters check(String url) throws SQLException {
    UrlForm.check(url);
    UrlParameters parameters = UrlParameters.of(url);
    parameters.checkEncoding();
    return parameters;
  }

  /** The URL that pgjdbc reads. */
  static String toPgjdbc(String url) {
    return "jdbc:" + url.substring(WITHOUT_JDBC_MERIDIAN);
  }

  private static Map<Setting, String> settingsIn(Properties merged) {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      String value = merged.getProperty(setting.key());
      if (value != null) {
        given.put(setting, value);
      }
    }
    return given;
  }
}
