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
    DataSource writing(Vantage here, String primary) {
      return MeridianDataSource.builder().url(here.meridianUrl() + TIMEOUTS).build();
    }

    @Override
    DataSource reading(Vantage here) {
      return writing(here, here.region());
    }
  },

  /** Its reader asks the local node first. */
  PGJDBC("pgjdbc, all hosts") {
    @Override
    DataSource writing(Vantage here, String primary) {
      return pool(url("jdbc:postgresql://", here, primary) + "&targetServerType=primary");
    }

    @Override
    DataSource reading(Vantage here) {
      return pool(
          url("jdbc:postgresql://", here, here.region()) + "&targetServerType=preferSecondary");
    }
  },

  /**
   * For a PostgreSQL that is neither RDS nor Aurora its host list is the URL's, and the first host
   * counts as the writer for good. New connections go to that one alone: {@code
   * enableConnectFailover} changes nothing there.
   */
  AWS("aws wrapper") {
    @Override
    DataSource writing(Vantage here, String primary) {
      return pool(url(AWS_PREFIX, here, primary) + FAILOVER + "&singleWriterConnectionString=true");
    }

    @Override
    DataSource reading(Vantage here) {
      return pool(
          url(AWS_PREFIX, here, here.region()) + FAILOVER + "&failoverMode=reader-or-writer");
    }
  };

  private static final String AWS_PREFIX = "jdbc:aws-wrapper:postgresql://";
  private static final String TIMEOUTS = "&connectTimeout=2&socketTimeout=5";
  private static final String FAILOVER =
      "&wrapperDialect=pg&wrapperPlugins=failover2,efm2&enableConnectFailover=true&failoverTimeoutMs=10000";
  private static final int CONNECTIONS = 4;
  private static final long PATIENCE_MILLIS = 5_000;

  final String title;

  Subject(String title) {
    this.title = title;
  }

  /** For an application that writes; the primary's host comes first. */
  abstract DataSource writing(Vantage here, String primary);

  /** For one that reads in autocommit, near by if it can. */
  abstract DataSource reading(Vantage here);

  private static String url(String prefix, Vantage here, String firstRegion) {
    String first = "127.0.0.1:" + here.linkTo(firstRegion).port();
    List<String> hosts = new ArrayList<>(List.of(here.hosts().split(",", -1)));
    hosts.remove(first);
    hosts.add(0, first);
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
