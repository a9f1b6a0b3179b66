package dev.meridian.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * The defaults that pgjdbc starts from when it connects: the user of the operating system, and the
 * {@code driverconfig.properties} on the class path. pgjdbc does not tell them, and the host list
 * and the database's name can depend on them.
 */
final class DriverConfig {

  private static final String RESOURCE = "org/postgresql/driverconfig.properties";

  private DriverConfig() {}

  static Properties load() throws SQLException {
    return load(Driver.class.getClassLoader());
  }

  static Properties load(@Nullable ClassLoader loaderOfPgjdbc) throws SQLException {
    Properties defaults = new Properties();
    PGProperty.USER.set(defaults, System.getProperty("user.name"));
    ClassLoader loader =
        loaderOfPgjdbc == null ? ClassLoader.getSystemClassLoader() : loaderOfPgjdbc;
    try {
      List<URL> files = new ArrayList<>(Collections.list(loader.getResources(RESOURCE)));
      // The first on the class path wins, so it is read last.
      Collections.reverse(files);
      for (URL file : files) {
        try (InputStream in = file.openStream()) {
          defaults.load(in);
        }
      }
    } catch (IOException e) {
      throw new SQLException("cannot read " + RESOURCE + " from the class path", "08001", e);
    }
    return defaults;
  }
}
