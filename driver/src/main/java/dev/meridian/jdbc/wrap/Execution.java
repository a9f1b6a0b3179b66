package dev.meridian.jdbc.wrap;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One of the ways in which JDBC executes a statement, each with a result of its own.
 *
 * @param <R> what it returns
 */
abstract class Execution<R> {

  static final Execution<ResultSet> QUERY =
      new Execution<>() {
        @Override
        ResultSet of(Statement statement, String sql) throws SQLException {
          return statement.executeQuery(sql);
        }

        @Override
        ResultSet of(PreparedStatement statement) throws SQLException {
          return statement.executeQuery();
        }

        @Override
        ResultSet afterKeys(Statement statement) throws SQLException {
          return statement.getResultSet();
        }
      };

  static final Execution<Boolean> ANY =
      new Execution<>() {
        @Override
        Boolean of(Statement statement, String sql) throws SQLException {
          return statement.execute(sql);
        }

        @Override
        Boolean of(PreparedStatement statement) throws SQLException {
          return statement.execute();
        }

        @Override
        Boolean afterKeys(Statement statement) {
          return false;
        }
      };

  static final Execution<Integer> UPDATE =
      new Execution<>() {
        @Override
        Integer of(Statement statement, String sql) throws SQLException {
          return statement.executeUpdate(sql);
        }

        @Override
        Integer of(PreparedStatement statement) throws SQLException {
          return statement.executeUpdate();
        }

        @Override
        Integer afterKeys(Statement statement) throws SQLException {
          return statement.getUpdateCount();
        }
      };

  static final Execution<Long> LARGE_UPDATE =
      new Execution<>() {
        @Override
        Long of(Statement statement, String sql) throws SQLException {
          return statement.executeLargeUpdate(sql);
        }

        @Override
        Long of(PreparedStatement statement) throws SQLException {
          return statement.executeLargeUpdate();
        }

        @Override
        Long afterKeys(Statement statement) throws SQLException {
          return statement.getLargeUpdateCount();
        }
      };

  /** Executes a text. */
  abstract R of(Statement statement, String sql) throws SQLException;

  /** Executes what is prepared. */
  abstract R of(PreparedStatement statement) throws SQLException;

  /** The result of a write that has also returned its generated keys. */
  abstract R afterKeys(Statement statement) throws SQLException;
}
