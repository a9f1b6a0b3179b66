package dev.meridian.integration.residency;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.MeridianDriver;
import dev.meridian.jdbc.api.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/**
 * Tries every road from within EU, whose primary is outside. Public, so that it can be done with a
 * driver that is broken.
 */
public final class Bound {

  private Bound() {}

  /** A way to get a connection. */
  private interface Source {
    Connection open() throws SQLException;
  }

  /**
   * Tries all, on connections of the driver alone, of Meridian's pools and of a pool outside.
   *
   * @param session whether it is the session that is bound, or else the data source
   * @return what did not end as it should
   */
  public static List<String> tryAll(String url, boolean session) throws SQLException {
    List<String> wrong = new ArrayList<>();
    try (MeridianDataSource source = MeridianDataSource.builder().url(url).build();
        HikariDataSource outer = outer(url)) {
      try (Session bound = Session.open()) {
        if (session) {
          bound.within("EU");
        }
        tryAll("the driver", () -> driver(url), wrong);
        Road replication =
            new Road("replication", any -> driver(url + "&replication=database").close());
        expect("the driver", replication, () -> driver(url), wrong);
        tryAll("the data source", source::getConnection, wrong);
        tryAll("a pool outside", outer::getConnection, wrong);
      }
    }
    return wrong;
  }

  private static void tryAll(String way, Source source, List<String> wrong) {
    for (Road road : RoadsInside.all()) {
      expectServed(way, road, source, wrong);
    }
    for (Road road : RoadsOut.all()) {
      expect(way, road, source, wrong);
    }
  }

  private static void expectServed(String way, Road road, Source source, List<String> wrong) {
    try (Connection connection = source.open()) {
      String state = road.state(connection);
      if (state != null) {
        wrong.add(way + ": " + road.name() + " is not served, but " + state);
      }
    } catch (SQLException e) {
      wrong.add(way + ": " + road.name() + ": " + e);
    }
  }

  private static void expect(String way, Road road, Source source, List<String> wrong) {
    try (Connection connection = source.open()) {
      String state = road.state(connection);
      if (!Session.OUTSIDE.equals(state)) {
        wrong.add(way + ": " + road.name() + " is not refused, but " + state);
      }
    } catch (SQLException e) {
      wrong.add(way + ": " + road.name() + ": " + e);
    }
  }

  static Connection driver(String url) throws SQLException {
    return Objects.requireNonNull(new MeridianDriver().connect(url, new Properties()));
  }

  private static HikariDataSource outer(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(1);
    return new HikariDataSource(config);
  }
}
