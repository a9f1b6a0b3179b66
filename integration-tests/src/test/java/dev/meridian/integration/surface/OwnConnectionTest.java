package dev.meridian.integration.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.integration.Distances;
import dev.meridian.integration.Routes;
import dev.meridian.integration.ShopWorld;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.RouteReason;
import dev.meridian.jdbc.api.Setting;
import dev.meridian.testkit.MultiRegionPostgres;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;
import org.postgresql.util.PGobject;

/** To ask for pgjdbc's own connection pins nothing, until it is used for what is not seen here. */
@ShopWorld
class OwnConnectionTest {

  /** A class of the application's for a type of the server. */
  public static final class Address extends PGobject {
    private static final long serialVersionUID = 1L;
  }

  private static final String NEAR = "eu-west-1";
  private static final String HOME = "us-east-1";
  private static final String ADDRESS = "SELECT '10.0.0.1'::inet FROM users LIMIT 1";

  private MeridianDataSource source;
  private Connection connection;

  @BeforeEach
  void connect(MultiRegionPostgres cluster) throws SQLException {
    cluster.awaitCaughtUp();
    String url = Distances.apply(cluster, NEAR).meridianUrl();
    source = MeridianDataSource.builder().url(url).set(Setting.MAX_CONNECTIONS, "1").build();
    connection = source.getConnection();
    Routes.awaitRead(connection, NEAR);
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
    source.close();
  }

  private static Object address(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(ADDRESS)) {
      rows.next();
      return rows.getObject(1);
    }
  }

  private static String session(Connection connection) throws SQLException {
    return Sql.query(connection, "SELECT pg_backend_pid() FROM users LIMIT 1")
        + Sql.route(connection).region();
  }

  @Test
  void aClassForATypeIsKnownOnBothSidesAndReadsStayNear() throws SQLException {
    connection.unwrap(PGConnection.class).addDataType("inet", Address.class);
    assertThat(address(connection)).isInstanceOf(Address.class);
    assertThat(Sql.route(connection).region()).isEqualTo(NEAR);
    connection.setAutoCommit(false);
    assertThat(address(connection)).isInstanceOf(Address.class);
    assertThat(Sql.route(connection).region()).isEqualTo(HOME);
    connection.rollback();
  }

  @Test
  void whoNamesTheSameClassesGetsTheSameServerSessionsAgain() throws SQLException {
    connection.unwrap(PGConnection.class).addDataType("inet", Address.class);
    address(connection);
    String before = session(connection);
    connection.close();
    connection = source.getConnection();
    connection.unwrap(PGConnection.class).addDataType("inet", Address.class);
    assertThat(address(connection)).isInstanceOf(Address.class);
    assertThat(session(connection)).isEqualTo(before);
  }

  @Test
  void whoNamesNoneFindsNone() throws SQLException {
    connection.unwrap(PGConnection.class).addDataType("inet", Address.class);
    address(connection);
    connection.close();
    connection = source.getConnection();
    assertThat(address(connection)).isNotInstanceOf(Address.class);
  }

  @Test
  void whatOnlyAsksPinsNothing() throws SQLException {
    PGConnection own = connection.unwrap(PGConnection.class);
    assertThat(own.escapeLiteral("it's")).isEqualTo("it''s");
    assertThat(own.getPrepareThreshold()).isEqualTo(5);
    assertThat(own.getParameterStatus("server_encoding")).isEqualTo("UTF8");
    Sql.query(connection, Routes.READ);
    assertThat(Sql.route(connection).region()).isEqualTo(NEAR);
  }

  @Test
  void theCoresInterfaceIsThereForThoseWhoCast() throws Exception {
    PGConnection own = connection.unwrap(PGConnection.class);
    StringWriter out = new StringWriter();
    new CopyManager((BaseConnection) own).copyOut("COPY (SELECT 1) TO STDOUT", out);
    assertThat(out).hasToString("1\n");
    Sql.query(connection, Routes.READ);
    assertThat(Sql.route(connection).reason()).isEqualTo(RouteReason.PINNED);
  }

  @Test
  void toAskForLargeObjectsPinsNothingUntilOneIsUsed() throws SQLException {
    LargeObjectManager objects = connection.unwrap(PGConnection.class).getLargeObjectAPI();
    Sql.query(connection, Routes.READ);
    assertThat(Sql.route(connection).region()).isEqualTo(NEAR);
    connection.setAutoCommit(false);
    long oid = objects.createLO();
    try (LargeObject object = objects.open(oid)) {
      object.write(new byte[] {1, 2, 3});
      assertThat(object.size()).isEqualTo(3);
    }
    objects.unlink(oid);
    connection.rollback();
    connection.setAutoCommit(true);
    Sql.query(connection, Routes.READ);
    assertThat(Sql.route(connection).region()).isEqualTo(HOME);
  }

  @Test
  void toAskForLargeObjectsInATransactionPinsNothingEither() throws SQLException {
    connection.setAutoCommit(false);
    Sql.query(connection, "/* meridian: primary */ " + Routes.READ);
    LargeObjectManager objects = connection.unwrap(PGConnection.class).getLargeObjectAPI();
    connection.commit();
    connection.setAutoCommit(true);
    Routes.awaitRead(connection, NEAR);
    connection.setAutoCommit(false);
    objects.unlink(objects.createLO());
    connection.commit();
  }

  @Test
  void aClosedConnectionSaysSo() throws SQLException {
    PGConnection own = connection.unwrap(PGConnection.class);
    connection.close();
    assertThatThrownBy(own::getNotifications).hasFieldOrPropertyWithValue("SQLState", "08003");
    assertThatThrownBy(own::getBackendPID).isInstanceOf(IllegalStateException.class);
  }
}
