package dev.meridian.jdbc.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meridian.jdbc.api.Setting;
import dev.meridian.jdbc.api.Settings;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Meridian on a class path without the library that reads GeoIP2 databases. */
class MissingLibraryTest {

  private static URLClassLoader withoutTheLibrary() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!entry.contains("maxmind")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  /** Makes a Geography of that class loader, and asks it. */
  private static Object ask(ClassLoader loader, Map<String, String> values) throws Exception {
    Class<?> setting = loader.loadClass(Setting.class.getName());
    Map<Object, String> given = new HashMap<>();
    for (Map.Entry<String, String> value : values.entrySet()) {
      Method valueOf = setting.getMethod("valueOf", String.class);
      given.put(valueOf.invoke(null, value.getKey()), value.getValue());
    }
    Class<?> settings = loader.loadClass(Settings.class.getName());
    Object parsed = settings.getMethod("of", Map.class, boolean.class).invoke(null, given, false);
    Class<?> geography = loader.loadClass(Geography.class.getName());
    Object made = geography.getMethod("of", settings).invoke(null, parsed);
    return geography.getMethod("own").invoke(made);
  }

  @Test
  void needsTheLibraryOnlyForADatabase() throws Exception {
    try (URLClassLoader loader = withoutTheLibrary()) {
      assertThat(ask(loader, Map.of("REGION", "eu-west-1", "CLIENT_ADDRESS", "1.2.3.4")))
          .hasToString("eu-west-1 (setting)");
    }
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    try (URLClassLoader loader = withoutTheLibrary()) {
      InvocationTargetException thrown =
          catchThrowableOfType(
              InvocationTargetException.class,
              () -> ask(loader, Map.of("GEOIP_DATABASE", "/tmp/City.mmdb")));
      assertThat(thrown.getCause())
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("geoipDatabase=/tmp/City.mmdb")
          .hasMessageContaining("com.maxmind.db:maxmind-db");
      assertThat(((SQLException) thrown.getCause()).getSQLState()).isEqualTo("22023");
    }
  }
}
