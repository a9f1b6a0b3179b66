package dev.meridian.integration;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.history.WorkloadSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A whole data source as one session. Threadsafe. */
public record DataSourceSession(String name, MeridianDataSource source) implements WorkloadSession {

  /** Opens a data source for every URL; each is a session of the name in its place. */
  public static List<DataSourceSession> over(List<String> names, List<String> urls) {
    List<DataSourceSession> sessions = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      MeridianDataSource source = MeridianDataSource.builder().url(urls.get(i)).build();
      sessions.add(new DataSourceSession(names.get(i), source));
    }
    return sessions;
  }

  @Override
  public void close() {
    source.close();
  }

  @Override
  public Connection connect() throws SQLException {
    return source.getConnection();
  }

  @Override
  public String servedBy(Connection connection) throws SQLException {
    return Sql.route(connection).role().toString();
  }
}
