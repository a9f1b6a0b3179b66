package dev.meridian.integration.surface;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What a connection itself does: settings, client info, warnings, its end. */
final class ConnectionPrograms {

  private ConnectionPrograms() {}

  static List<Program> all() {
    return List.of(
        settings(),
        clientInfo(),
        warnings(),
        factories(),
        closed(),
        aborted(),
        metadataOfConnection());
  }

  private static Program settings() {
    return Program.named("settings of a connection")
        .then(s -> s.connection().getAutoCommit())
        .then(s -> s.connection().isReadOnly())
        .then(s -> s.connection().getTransactionIsolation())
        .then(s -> s.connection().getHoldability())
        .then(s -> s.connection().getNetworkTimeout())
        .then(s -> s.connection().getCatalog())
        .then(s -> s.connection().getSchema())
        .then(s -> s.connection().getTypeMap())
        .then(s -> s.connection().setCatalog("elsewhere"))
        .then(s -> s.connection().getCatalog())
        .then(s -> s.connection().setSchema(s.sql("{s}")))
        .then(s -> s.connection().getSchema())
        .then(s -> s.run("SELECT id, name FROM item ORDER BY id"))
        .then(s -> s.connection().setSchema("no_such_schema"))
        .then(s -> s.connection().getSchema())
        .then(s -> s.run("SELECT id, name FROM item ORDER BY id"))
        .then(s -> s.connection().setSchema(null))
        .then(s -> s.connection().getSchema())
        .then(s -> s.connection().setHoldability(ResultSet.CLOSE_CURSORS_AT_COMMIT))
        .then(s -> s.connection().getHoldability())
        .then(s -> s.connection().setHoldability(99))
        .then(s -> s.connection().setNetworkTimeout(Runnable::run, 5_000))
        .then(s -> s.connection().getNetworkTimeout())
        .then(s -> s.connection().setNetworkTimeout(null, 6_000))
        .then(s -> s.connection().setNetworkTimeout(Runnable::run, -1))
        .then(s -> s.connection().setNetworkTimeout(Runnable::run, 0))
        .then(s -> s.connection().setTransactionIsolation(99))
        .then(s -> s.connection().setTransactionIsolation(Connection.TRANSACTION_NONE))
        .then(s -> s.connection().setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE))
        .then(s -> s.connection().getTransactionIsolation())
        .then(s -> s.run("SELECT count(*) FROM {s}.item"))
        .then(s -> s.connection().setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED))
        .then(s -> s.connection().getTransactionIsolation())
        .then(s -> s.connection().setReadOnly(true))
        .then(s -> s.connection().isReadOnly())
        .then(s -> s.run("INSERT INTO {s}.item (name) VALUES ('autocommit')"))
        .then(s -> s.connection().setReadOnly(false))
        .then(s -> s.connection().isValid(1))
        .then(s -> s.connection().isValid(0))
        .then(s -> s.connection().isValid(-1))
        .then(s -> s.connection().beginRequest())
        .then(s -> s.connection().endRequest())
        .then(
            s -> {
              Map<String, Class<?>> types = new HashMap<>();
              types.put("money", String.class);
              s.connection().setTypeMap(types);
              s.connection().getTypeMap();
            })
        .then(s -> s.connection().isClosed())
        .then(s -> s.connection().isWrapperFor(java.sql.Connection.class))
        .then(s -> s.connection().isWrapperFor(org.postgresql.PGConnection.class))
        .then(s -> s.connection().isWrapperFor(java.util.List.class))
        .then(s -> s.connection().unwrap(java.sql.Connection.class))
        .then(s -> s.connection().unwrap(java.util.List.class));
  }

  private static Program clientInfo() {
    return Program.named("client info")
        .then(s -> s.connection().getClientInfo("ApplicationName"))
        .then(s -> s.connection().setClientInfo("ApplicationName", "till \\ '1'"))
        .then(s -> s.connection().getClientInfo("ApplicationName"))
        .then(s -> s.connection().getClientInfo())
        .then(s -> s.run("SHOW application_name"))
        .then(s -> s.connection().setClientInfo("ClientUser", "someone"))
        .then(s -> s.connection().getClientInfo("ClientUser"))
        .then(s -> s.connection().getClientInfo("NoSuchName"))
        .then(s -> s.connection().getWarnings())
        .then(s -> s.connection().clearWarnings())
        .then(s -> s.connection().getWarnings())
        .then(s -> s.connection().setClientInfo("ApplicationName", null))
        .then(s -> s.connection().getClientInfo("ApplicationName"))
        .then(
            s -> {
              Properties some = new Properties();
              some.setProperty("ApplicationName", "many");
              some.setProperty("ClientHostname", "here");
              s.connection().setClientInfo(some);
            })
        .then(s -> s.connection().getClientInfo())
        .then(s -> s.connection().setClientInfo(new Properties()))
        .then(s -> s.connection().getClientInfo("ApplicationName"))
        .then(s -> s.run("SHOW application_name"));
  }

  private static Program warnings() {
    return Program.named("warnings")
        .then(s -> s.connection().getWarnings())
        .then(
            s -> {
              Statement statement = s.statement();
              statement.getWarnings();
              s.keep("statement", statement);
              statement.execute(s.sql("SELECT {s}.say('one'), {s}.say('two')"));
              statement.getWarnings().getNextWarning();
              s.note("next", statement.getWarnings().getNextWarning());
            })
        .then(s -> s.keptStatement("statement").clearWarnings())
        .then(s -> s.keptStatement("statement").getWarnings())
        .then(s -> s.keptStatement("statement").execute("SELECT 1"))
        .then(s -> s.keptStatement("statement").getWarnings())
        .then(s -> s.run("DO 'BEGIN RAISE WARNING ''look''; END'"))
        .then(s -> s.connection().getWarnings())
        .then(s -> s.run("COMMIT"))
        .then(s -> s.connection().getWarnings())
        .then(s -> s.run("DROP TABLE IF EXISTS {s}.no_such_table"))
        .then(s -> s.connection().getWarnings())
        .then(s -> s.connection().clearWarnings());
  }

  private static Program factories() {
    return Program.named("what a connection makes")
        .then(s -> s.connection().createBlob())
        .then(s -> s.connection().createClob())
        .then(s -> s.connection().createNClob())
        .then(s -> s.connection().createStruct("item", new Object[] {1}))
        .then(s -> s.connection().createSQLXML().setString("<a/>"))
        .then(
            s -> {
              Object[] texts = {"a", null, "b\"c"};
              s.note("array", s.connection().createArrayOf("text", texts).toString());
            })
        .then(s -> s.connection().createArrayOf("no_such_type", new Object[] {1}))
        .then(s -> s.connection().createArrayOf("int4", null))
        .then(s -> s.connection().nativeSQL("SELECT {fn ucase('x')}, {d '2024-01-01'}, ?"))
        .then(s -> s.connection().nativeSQL("SELECT {fn"))
        .then(s -> s.connection().nativeSQL(null));
  }

  private static Program closed() {
    return Program.named("after close")
        .then(s -> s.keep("statement", s.statement()))
        .then(s -> s.keep("prepared", s.prepare("SELECT ?::int")))
        .then(s -> s.keep("rows", s.keptStatement("statement").executeQuery("SELECT 1, 2")))
        .then(s -> s.keep("metadata", s.connection().getMetaData()))
        .then(s -> s.connection().close())
        .then(s -> s.connection().close())
        .then(s -> s.connection().isClosed())
        .then(s -> s.connection().isValid(1))
        .then(s -> s.keptStatement("statement").isClosed())
        .then(s -> s.keptStatement("statement").execute("SELECT 1"))
        .then(s -> s.keptStatement("statement").executeQuery("SELECT 1"))
        .then(s -> s.keptStatement("statement").getConnection())
        .then(s -> s.kept("rows", ResultSet.class).next())
        .then(s -> s.kept("rows", ResultSet.class).getInt(1))
        .then(s -> s.kept("rows", ResultSet.class).isClosed())
        .then(s -> s.kept("prepared", java.sql.PreparedStatement.class).executeQuery())
        .then(s -> s.kept("prepared", java.sql.PreparedStatement.class).close())
        .then(s -> s.kept("prepared", java.sql.PreparedStatement.class).isClosed())
        .then(s -> s.kept("prepared", java.sql.PreparedStatement.class).execute())
        .then(s -> s.keptStatement("statement").close())
        .then(s -> s.keptStatement("statement").isClosed())
        .then(s -> s.keptStatement("statement").getMaxRows())
        .then(s -> s.kept("metadata", java.sql.DatabaseMetaData.class).getURL())
        .then(s -> s.kept("metadata", java.sql.DatabaseMetaData.class).getDatabaseProductName())
        .then(
            s ->
                s.kept("metadata", java.sql.DatabaseMetaData.class)
                    .getTables(null, null, "item", null))
        .then(s -> s.connection().createStatement())
        .then(s -> s.connection().createStatement(1003, 1007))
        .then(s -> s.connection().createStatement(1003, 1007, 1))
        .then(s -> s.connection().prepareStatement("SELECT 1"))
        .then(s -> s.connection().prepareStatement("SELECT 1", Statement.RETURN_GENERATED_KEYS))
        .then(s -> s.connection().prepareStatement("SELECT 1", new String[] {"id"}))
        .then(s -> s.connection().prepareCall("{call f()}"))
        .then(s -> s.connection().commit())
        .then(s -> s.connection().rollback())
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.connection().getAutoCommit())
        .then(s -> s.connection().setReadOnly(true))
        .then(s -> s.connection().isReadOnly())
        .then(s -> s.connection().getMetaData())
        .then(s -> s.connection().getCatalog())
        .then(s -> s.connection().getSchema())
        .then(s -> s.connection().setSchema("x"))
        .then(s -> s.connection().getHoldability())
        .then(s -> s.connection().setHoldability(1))
        .then(s -> s.connection().getTransactionIsolation())
        .then(s -> s.connection().setTransactionIsolation(2))
        .then(s -> s.connection().getNetworkTimeout())
        .then(s -> s.connection().setNetworkTimeout(Runnable::run, 1))
        .then(s -> s.connection().getWarnings())
        .then(s -> s.connection().clearWarnings())
        .then(s -> s.connection().getTypeMap())
        .then(s -> s.connection().setTypeMap(Map.of()))
        .then(s -> s.connection().getClientInfo())
        .then(s -> s.connection().getClientInfo("ApplicationName"))
        .then(s -> s.connection().setClientInfo("ApplicationName", "x"))
        .then(s -> s.connection().setClientInfo(new Properties()))
        .then(s -> s.connection().setSavepoint())
        .then(s -> s.connection().setSavepoint("a"))
        .then(s -> s.connection().nativeSQL("SELECT 1"))
        .then(s -> s.connection().createArrayOf("int4", new Object[] {1}))
        .then(s -> s.connection().createSQLXML())
        .then(s -> s.connection().createBlob())
        .then(s -> s.connection().unwrap(java.util.List.class))
        .then(s -> s.connection().isWrapperFor(java.util.List.class))
        .then(s -> s.connection().abort(Runnable::run))
        .then(s -> s.connection().abort(null));
  }

  private static Program aborted() {
    return Program.named("after abort")
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.run("INSERT INTO {s}.item (name) VALUES ('gone')"))
        .then(s -> s.keep("statement", s.statement()))
        .then(s -> s.connection().abort(null))
        .then(s -> s.connection().abort(Runnable::run))
        .then(s -> s.connection().isClosed())
        .then(s -> s.connection().isValid(1))
        .then(s -> s.connection().commit())
        .then(s -> s.keptStatement("statement").execute("SELECT 1"))
        .then(s -> s.connection().abort(Runnable::run))
        .then(s -> s.connection().close());
  }

  private static Program metadataOfConnection() {
    return Program.named("objects lead back to their connection")
        .then(s -> s.connection().getMetaData())
        .then(s -> s.connection().getMetaData())
        .then(s -> s.connection().getMetaData().getConnection())
        .then(s -> s.statement().getConnection())
        .then(s -> s.prepare("SELECT 1").executeQuery().getStatement().getConnection())
        .then(s -> s.prepare("SELECT 1").getMetaData().getColumnName(1))
        .then(
            s ->
                s.connection()
                    .getMetaData()
                    .getTables(null, null, "item", null)
                    .getStatement()
                    .getConnection())
        .then(s -> s.statement().executeQuery("SELECT ARRAY[1,2]").getStatement());
  }
}
