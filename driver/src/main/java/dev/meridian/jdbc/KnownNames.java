package dev.meridian.jdbc;

import dev.meridian.jdbc.api.Setting;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGProperty;

/**
 * The names that Meridian and pgjdbc know, in exactly their case. pgjdbc ignores every other, so
 * that a misspelt one does nothing; here
 *
 * <ol>
 *   <li>all names pass if a class is to be loaded that is handed the properties and may read its
 *       own
 *   <li>an unknown name in the URL, or stated in code, is an error
 *   <li>an unknown name in the connection properties is logged as a warning, once: pools add theirs
 * </ol>
 *
 * Thread-safe.
 */
final class KnownNames {

  private static final System.Logger LOG = System.getLogger("dev.meridian.jdbc");

  private static final Set<String> ALL =
      Stream.concat(
              Arrays.stream(Setting.values()).map(Setting::key),
              Arrays.stream(PGProperty.values()).map(PGProperty::getName))
          .collect(Collectors.toUnmodifiableSet());

  /** Begins the names of properties that tell pgjdbc a class for a type of the server. */
  private static final String DATA_TYPE = "datatype.";

  /** The properties that name a class which pgjdbc hands the connection properties. */
  private static final List<PGProperty> READERS =
      List.of(
          PGProperty.SOCKET_FACTORY,
          PGProperty.SSL_FACTORY,
          PGProperty.SSL_HOSTNAME_VERIFIER,
          PGProperty.SSL_PASSWORD_CALLBACK,
          PGProperty.AUTHENTICATION_PLUGIN_CLASS_NAME,
          PGProperty.CONNECT_EXECUTOR);

  /** pgjdbc's own classes read no other properties than pgjdbc's. */
  private static final String PGJDBC_PACKAGE = "org.postgresql.ssl.";

  /** Keeps the log, and this memory, small where names are made up by the thousand. */
  private static final int MOST_WARNINGS = 100;

  private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

  private KnownNames() {}

  static boolean isKnown(String property) {
    return ALL.contains(property) || property.startsWith(DATA_TYPE);
  }

  /**
   * Whether {@code property} is a known name, or so like one and so long that it is a misspelt name
   * and no piece of a password.
   */
  static boolean isAlmostKnown(String property) {
    return isKnown(property)
        || (property.length() >= 6 && NearestName.of(property, ALL).isPresent());
  }

  /**
   * Checks all names.
   *
   * @throws SQLException (22023) for an unknown one in the URL or in {@code stated}
   */
  static void check(
      UrlParameters parameters, Set<String> stated, Properties given, Properties merged)
      throws SQLException {
    if (READERS.stream().anyMatch(reader -> namesForeignClass(merged, reader))) {
      return;
    }
    for (UrlParameters.Parameter parameter : parameters.all()) {
      if (!isKnown(parameter.property())) {
        String shown = parameters.display(parameter);
        throw shown.equals(parameter.name())
            ? unknown(shown + " in the URL", parameter.name())
            : new SQLException(
                shown
                    + " in the URL is unknown (not shown: it may be a part of the value in front"
                    + " of it, in which an ampersand is written as %26)",
                "22023");
      }
    }
    for (String name : stated) {
      if (!isKnown(name)) {
        throw unknown(name, name);
      }
    }
    given.stringPropertyNames().stream()
        .filter(name -> !isKnown(name))
        .sorted()
        .forEach(KnownNames::warn);
  }

  private static boolean namesForeignClass(Properties merged, PGProperty reader) {
    String className = merged.getProperty(reader.getName());
    return className != null && !className.isBlank() && !className.startsWith(PGJDBC_PACKAGE);
  }

  private static SQLException unknown(String shown, String name) {
    return new SQLException("the parameter " + shown + " is unknown" + suggestion(name), "22023");
  }

  private static void warn(String name) {
    if (WARNED.size() < MOST_WARNINGS && WARNED.add(name)) {
      LOG.log(
          Level.WARNING,
          "the connection property " + name + " is unknown and has no effect" + suggestion(name));
    }
  }

  private static String suggestion(String name) {
    return NearestName.of(name, ALL).map(near -> "; did you mean " + near + "?").orElse("");
  }
}
