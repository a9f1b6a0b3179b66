package dev.meridian.integration.surface;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Programs out of a seed: short, but mixed as nobody would write them. The same seed gives the same
 * program.
 */
final class RandomPrograms {

  private static final List<String> READS =
      List.of(
          "SELECT id, name FROM {s}.item ORDER BY id",
          "SELECT count(*) FROM {s}.note",
          "SELECT i.name, n.text FROM {s}.item i JOIN {s}.note n ON n.item_id = i.id ORDER BY n.id",
          "SELECT * FROM {s}.cheap ORDER BY id",
          "SELECT qty + 1, upper(name) FROM {s}.item ORDER BY id",
          "SELECT {s}.twice(qty) FROM {s}.item ORDER BY id",
          "SELECT id FROM {s}.item ORDER BY id FOR UPDATE",
          "SELECT 1/(qty - 1) FROM {s}.item ORDER BY id",
          "SELECT * FROM {s}.nothing",
          "SELECT current_schema(), current_setting('work_mem')",
          "VALUES (1), (2)",
          "SELECT tags, doc, made FROM {s}.item ORDER BY id");

  private static final List<String> WRITES =
      List.of(
          "INSERT INTO {s}.item (name) VALUES ('n' || (SELECT count(*) FROM {s}.item))",
          "INSERT INTO {s}.item (name) VALUES ('one')",
          "INSERT INTO {s}.item (name, qty) VALUES ('r' || (SELECT count(*) FROM {s}.item), 1)"
              + " RETURNING id, name",
          "UPDATE {s}.item SET qty = coalesce(qty, 0) + 1",
          "UPDATE {s}.item SET qty = qty - 2",
          "DELETE FROM {s}.note WHERE id = (SELECT max(id) FROM {s}.note)",
          "INSERT INTO {s}.note SELECT coalesce(max(id), 0) + 1, 2, 'made' FROM {s}.note",
          "INSERT INTO {s}.note SELECT coalesce(max(id), 0) + 1, 999, 'orphan' FROM {s}.note",
          "SELECT {s}.add_item('f' || (SELECT count(*) FROM {s}.item))",
          "SELECT {s}.say('random')",
          "SELECT {s}.fail('random')",
          "CALL {s}.rename(2, 'called')");

  private static final List<String> SESSION =
      List.of(
          "BEGIN",
          "COMMIT",
          "ROLLBACK",
          "SAVEPOINT a",
          "ROLLBACK TO a",
          "SET search_path = {s}",
          "SET search_path = public",
          "SET LOCAL work_mem = '5MB'",
          "SET work_mem = '6MB'",
          "SET TIME ZONE 'Asia/Tokyo'",
          "SET DateStyle = 'ISO, DMY'",
          "RESET work_mem",
          "RESET ALL",
          "DISCARD ALL",
          "SET TRANSACTION READ ONLY",
          "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ",
          "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
          "SET default_transaction_read_only = off",
          "SELECT set_config('work_mem', '7MB', false)",
          "SELECT set_config('work_mem', '8MB', true)",
          "CREATE TEMP TABLE IF NOT EXISTS item (id int)",
          "SELECT count(*) FROM item",
          "SELECT id::text, seen::text, made::text FROM {s}.item ORDER BY id");

  private static final List<String> WITH_PARAMETER =
      List.of(
          "SELECT id, name FROM {s}.item WHERE id >= ? ORDER BY id",
          "SELECT text FROM {s}.note WHERE item_id = ? ORDER BY id",
          "UPDATE {s}.item SET qty = 5 WHERE id = ?",
          "INSERT INTO {s}.item (name) VALUES ('p' || ?::bigint)",
          "SELECT ?::bigint + 1",
          "DELETE FROM {s}.note WHERE id = ?",
          "SELECT {s}.twice(?::int)");

  private final Random random;

  private RandomPrograms(long seed) {
    this.random = new Random(seed);
  }

  static Program of(long seed) {
    return new RandomPrograms(seed).program("seed " + seed);
  }

  private Program program(String name) {
    List<Step> steps = new ArrayList<>();
    int length = 3 + random.nextInt(10);
    for (int i = 0; i < length; i++) {
      steps.add(step());
    }
    return new Program(name, steps);
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private Step step() {
    int dice = random.nextInt(100);
    if (dice < 22) {
      return text(any(READS));
    } else if (dice < 38) {
      return text(any(WRITES));
    } else if (dice < 48) {
      return text(any(SESSION));
    } else if (dice < 64) {
      return setting();
    } else if (dice < 74) {
      return transaction();
    } else if (dice < 90) {
      return prepared();
    }
    return statement();
  }

  private static Step text(String sql) {
    return new Step("run " + sql, s -> s.run(sql));
  }

  private Step setting() {
    boolean flag = random.nextBoolean();
    int level = any(List.of(2, 4, 8));
    String schema = any(List.of("{s}", "public", "no_such_schema"));
    return switch (random.nextInt(9)) {
      case 0, 1 -> new Step("setReadOnly " + flag, s -> s.connection().setReadOnly(flag));
      case 2, 3, 4 -> new Step("setAutoCommit " + flag, s -> s.connection().setAutoCommit(flag));
      case 5 ->
          new Step(
              "setTransactionIsolation " + level,
              s -> s.connection().setTransactionIsolation(level));
      case 6 -> new Step("setSchema " + schema, s -> s.connection().setSchema(s.sql(schema)));
      case 7 -> new Step("look", RandomPrograms::look);
      default ->
          new Step(
              "setClientInfo " + flag,
              s -> s.connection().setClientInfo("ApplicationName", flag ? "till" : null));
    };
  }

  private static void look(Stage stage) throws SQLException {
    Connection connection = stage.connection();
    connection.getAutoCommit();
    connection.isReadOnly();
    connection.getTransactionIsolation();
    connection.getSchema();
    connection.getClientInfo("ApplicationName");
    connection.getWarnings();
    connection.isValid(1);
  }

  private Step transaction() {
    return switch (random.nextInt(6)) {
      case 0, 1 -> new Step("commit", s -> s.connection().commit());
      case 2, 3 -> new Step("rollback", s -> s.connection().rollback());
      case 4 ->
          new Step("setSavepoint", s -> s.keep("savepoint", s.connection().setSavepoint("point")));
      default ->
          new Step(
              "rollback to savepoint", s -> s.connection().rollback(s.keptSavepoint("savepoint")));
    };
  }

  private Step prepared() {
    String sql = any(WITH_PARAMETER);
    long value = random.nextInt(4);
    return switch (random.nextInt(6)) {
      case 0, 1 -> new Step("prepare " + sql, s -> s.keep("prepared", s.prepare(sql)));
      case 2 -> new Step("setLong " + value, s -> s.keptPrepared("prepared").setLong(1, value));
      case 3 ->
          new Step(
              "setLong, execute " + value,
              s -> {
                PreparedStatement prepared = s.keptPrepared("prepared");
                prepared.setLong(1, value);
                results(s, prepared, prepared.execute());
              });
      case 4 ->
          new Step(
              "execute prepared",
              s -> results(s, s.keptPrepared("prepared"), s.keptPrepared("prepared").execute()));
      default ->
          new Step(
              "batch " + value,
              s -> {
                PreparedStatement prepared = s.keptPrepared("prepared");
                for (long i = value; i < 4; i++) {
                  prepared.setLong(1, i);
                  prepared.addBatch();
                }
                prepared.executeBatch();
              });
    };
  }

  private static void results(Stage stage, Statement statement, boolean rows) throws SQLException {
    if (rows) {
      stage.read(statement.getResultSet());
    } else {
      statement.getUpdateCount();
    }
  }

  private Step statement() {
    String write = any(WRITES);
    String read = any(READS);
    int limit = random.nextInt(3);
    return switch (random.nextInt(6)) {
      case 0 -> new Step("createStatement", s -> s.keep("statement", s.statement()));
      case 1 ->
          new Step(
              "limits " + limit,
              s -> {
                s.keptStatement("statement").setMaxRows(limit);
                s.keptStatement("statement").setFetchSize(limit);
              });
      case 2 ->
          new Step(
              "open " + read,
              s -> {
                ResultSet rows = s.keptStatement("statement").executeQuery(s.sql(read));
                s.keep("rows", rows);
                rows.next();
              });
      case 3 -> new Step("go on reading", s -> s.read(s.keptRows("rows")));
      case 4 ->
          new Step(
              "keys of " + write,
              s -> {
                Statement statement = s.keptStatement("statement");
                statement.executeUpdate(s.sql(write), Statement.RETURN_GENERATED_KEYS);
                s.read(statement.getGeneratedKeys());
              });
      default ->
          new Step(
              "batch " + write,
              s -> {
                Statement statement = s.keptStatement("statement");
                statement.addBatch(s.sql(write));
                statement.addBatch(s.sql(write));
                statement.executeBatch();
              });
    };
  }
}
