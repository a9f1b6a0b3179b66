package dev.meridian.integration;

import dev.meridian.testkit.history.WorkloadSession;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A whole data source as one session. Threadsafe. */
record DataSourceSession(String name, DataSource source) implements WorkloadSession {

  @Override
  public Connection connect() throws SQLException {
    return source.getConnection();
  }

  @Override
  public String servedBy(Connection connection) throws SQLException {
    return Sql.route(connection).role().toString();
  }
}
