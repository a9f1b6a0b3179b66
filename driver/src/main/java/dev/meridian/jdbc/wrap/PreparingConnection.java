package dev.meridian.jdbc.wrap;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Parser;
import org.postgresql.jdbc.EscapeSyntaxCallMode;

/**
 * The statements that a logical connection makes: none touches a server before it is executed, but
 * what pgjdbc would refuse at once is refused at once.
 *
 * <p>Not threadsafe.
 */
abstract class PreparingConnection extends RememberingConnection {

  // Only whether an escape can be read is asked; that is the same for every server.
  private static final int CALL_SYNTAX_VERSION = 140_000;

  PreparingConnection(World world, SessionMemory session, NodeConnections connections) {
    super(world, session, connections);
  }

  /** This connection, as its statements know it. */
  abstract RoutedConnection self();

  private static boolean updatable(int concurrency) {
    return concurrency == ResultSet.CONCUR_UPDATABLE;
  }

  private Statement plain(boolean updatable, StatementPlan.Opener opener) throws SQLException {
    checkOpen();
    return new RoutedStatement(
        new StatementPlan(self(), "", opener, updatable, GeneratedKeys.NONE));
  }

  @Override
  public Statement createStatement() throws SQLException {
    return plain(false, (physical, any) -> physical.createStatement());
  }

  @Override
  public Statement createStatement(int type, int concurrency) throws SQLException {
    checkOpen();
    Misuse.checkResultKind(type, concurrency);
    return plain(
        updatable(concurrency), (physical, any) -> physical.createStatement(type, concurrency));
  }

  @Override
  public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
    checkOpen();
    Misuse.checkResultKind(type, concurrency, holdability);
    return plain(
        updatable(concurrency),
        (physical, any) -> physical.createStatement(type, concurrency, holdability));
  }

  /** Whether pgjdbc, which looks at the text at once, may find fault with it. */
  private static boolean mayNotParse(String sql) {
    return sql.indexOf('\'') >= 0
        || sql.indexOf('{') >= 0
        || sql.indexOf('"') >= 0
        || sql.indexOf('$') >= 0
        || sql.contains("/*");
  }

  private PreparedStatement prepared(
      String sql, boolean updatable, StatementPlan.Opener preparation) throws SQLException {
    return prepared(sql, updatable, GeneratedKeys.NONE, preparation);
  }

  private PreparedStatement prepared(
      String sql, boolean updatable, GeneratedKeys keys, StatementPlan.Opener preparation)
      throws SQLException {
    checkOpen();
    if (mayNotParse(sql)) {
      boolean standard = pilot.standardConformingStrings();
      String plain = Parser.replaceProcessing(sql, true, standard);
      Parser.parseJdbcSql(plain, standard, true, true, false, true);
    }
    return new RoutedPreparedStatement(
        new StatementPlan(self(), sql, preparation, updatable, keys));
  }

  @Override
  public PreparedStatement prepareStatement(String sql) throws SQLException {
    return prepared(sql, false, (physical, text) -> physical.prepareStatement(text));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int keys) throws SQLException {
    return prepared(
        sql,
        false,
        GeneratedKeys.of(keys),
        (physical, text) -> physical.prepareStatement(text, keys));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int @Nullable [] columns)
      throws SQLException {
    if (columns == null || columns.length > 0) {
      checkOpen();
      throw Misuse.keysByIndex();
    }
    return prepared(sql, false, (physical, text) -> physical.prepareStatement(text, columns));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
    return prepared(
        sql,
        false,
        GeneratedKeys.of(columns),
        (physical, text) -> physical.prepareStatement(text, columns));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency)
      throws SQLException {
    checkOpen();
    Misuse.checkResultKind(type, concurrency);
    return prepared(
        sql,
        updatable(concurrency),
        (physical, text) -> physical.prepareStatement(text, type, concurrency));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    checkOpen();
    Misuse.checkResultKind(type, concurrency, holdability);
    return prepared(
        sql,
        updatable(concurrency),
        (physical, text) -> physical.prepareStatement(text, type, concurrency, holdability));
  }

  private CallableStatement call(String sql, StatementPlan.Opener preparation) throws SQLException {
    checkOpen();
    Parser.modifyJdbcCall(sql, true, CALL_SYNTAX_VERSION, EscapeSyntaxCallMode.SELECT);
    return new RoutedCallableStatement(
        new StatementPlan(self(), sql, preparation, false, GeneratedKeys.NONE));
  }

  @Override
  public CallableStatement prepareCall(String sql) throws SQLException {
    return call(sql, (physical, text) -> physical.prepareCall(text));
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
    checkOpen();
    Misuse.checkResultKind(type, concurrency);
    return call(sql, (physical, text) -> physical.prepareCall(text, type, concurrency));
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    checkOpen();
    Misuse.checkResultKind(type, concurrency, holdability);
    return call(
        sql, (physical, text) -> physical.prepareCall(text, type, concurrency, holdability));
  }
}
