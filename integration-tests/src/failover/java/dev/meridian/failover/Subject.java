package dev.meridian.failover;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.Vantage;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * A way to reach the servers, set up as its documentation has it, the others behind a HikariCP that
 * waits 5 s for a connection. All with a connect timeout of 2 s and a socket timeout of 5 s: some
 * of them have none of their own.
 */
enum Subject {
  MERIDIAN("Meridian") {
    @Override
    DataSource writing(Vantage here) {
      return MeridianDataSource.builder().url(here.meridianUrl() + TIMEOUTS).build();
    }

    @Override
    DataSource reading(Vantage here) {
      return writing(here);
    }
  },

  /** Its reader asks the local node first. */
  PGJDBC("pgjdbc, all hosts") {
    @Override
    DataSource writing(Vantage here) {
      return pool(here.url() + TIMEOUTS + "&targetServerType=primary");
    }

    @Override
    DataSource reading(Vantage here) {
      return pool(localFirst("jdbc:postgresql://", here) + "&targetServerType=preferSecondary");
    }
  },

  /**
   * For a PostgreSQL that is neither RDS nor Aurora its host list is the URL's, and the first host
   * counts as the writer for good. New connections go to that one alone: {@code
   * enableConnectFailover} changes nothing there.
   */
  AWS("aws wrapper") {
    @Override
    DataSource writing(Vantage here) {
      return pool(
          here.url().replace("jdbc:postgresql:", "jdbc:aws-wrapper:postgresql:")
              + TIMEOUTS
              + FAILOVER
              + "&singleWriterConnectionString=true");
    }

    @Override
    DataSource reading(Vantage here) {
      return pool(
          localFirst("jdbc:aws-wrapper:postgresql://", here)
              + FAILOVER
              + "&failoverMode=reader-or-writer");
    }
  };

  private static final String TIMEOUTS = "&connectTimeout=2&socketTimeout=5";
  private static final String FAILOVER =
      "&wrapperDialect=pg&wrapperPlugins=failover2,efm2&enableConnectFailover=true&failoverTimeoutMs=10000";
  private static final int CONNECTIONS = 4;
  private static final long PATIENCE_MILLIS = 5_000;

  final String title;

  Subject(String title) {
    this.title = title;
  }

  /** For an application that writes. */
  abstract DataSource writing(Vantage here);

  /** For one that reads in autocommit, near by if it can. */
  abstract DataSource reading(Vantage here);

  private static String localFirst(String prefix, Vantage here) {
    String local = "127.0.0.1:" + here.linkTo(here.region()).port();
    List<String> hosts = new ArrayList<>(List.of(here.hosts().split(",", -1)));
    hosts.remove(local);
    hosts.add(0, local);
    return here.url().replace("jdbc:postgresql://" + here.hosts(), prefix + String.join(",", hosts))
        + TIMEOUTS;
  }

  private static DataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setConnectionTimeout(PATIENCE_MILLIS);
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }
}
