package dev.meridian.jdbc.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.routing.Verdict.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left in the server session is seen whatever else the text does. */
class LeftStateTest {
  private final StatementClassifier classifier = LabCatalogue.classifier();

  private Verdict judge(String sql) {
    return classifier.classify(sql, true, LabCatalogue.catalogue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT set_config('search_path', 'x', false)",
        "SELECT set_config('app.a', 'x', true), set_config('app.b', 'x', false)",
        "SELECT set_config('app.a', coalesce(?, 'x'), true AND false)",
        "SELECT set_config(setting_name => 'a.b', new_value => 'x', is_local => true)",
        "SELECT set_config('default_transaction_read_only', 'off', false)",
        "UPDATE users SET name = length(set_config('search_path', 'x', false))::text",
        "INSERT INTO audit (what) SELECT set_config('search_path', 'x', false)",
        "INSERT INTO audit (what) VALUES (pg_catalog.\"set_config\"('app.a', 'x', false))",
        "DELETE FROM audit WHERE pg_advisory_lock(77) IS NOT NULL",
        "UPDATE users SET name = 'x' WHERE pg_advisory_lock(77) IS NOT NULL",
        "UPDATE users SET name = 'x' WHERE (77::bigint).pg_advisory_lock IS NOT NULL",
        "MERGE INTO users u USING orders o ON pg_try_advisory_lock(o.id) WHEN MATCHED THEN DELETE",
        "COPY (SELECT set_config('app.a', 'x', false)) TO STDOUT",
        "CREATE TABLE made AS SELECT set_config('app.a', 'x', false)",
        "CREATE UNLOGGED TABLE made AS SELECT pg_advisory_lock(1)",
        "EXPLAIN ANALYZE UPDATE users SET name = set_config('app.a', 'x', false)",
        "WITH x AS (INSERT INTO audit (what) VALUES ('x') RETURNING id)"
            + " SELECT set_config('app.a', 'x', false) FROM x",
        "SELECT set_config('app.a', name, false) FROM users FOR UPDATE",
        "SELECT set_config('app.a', 'x', false), app_touch()",
        "SELECT app_touch(), set_config('app.a', 'x', false)",
        "INSERT INTO audit (what) VALUES ('x'); SET search_path TO x",
        "SET search_path TO x; INSERT INTO audit (what) VALUES ('x')",
        "INSERT INTO audit (what) VALUES ('x'); LISTEN news",
        "BEGIN; SET work_mem = '5MB'; UPDATE users SET name = 'x'; COMMIT",
        "SET default_transaction_read_only = off",
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
        "RESET default_transaction_read_only",
        "UPDATE pg_settings SET setting = 'x' WHERE name = 'app.a'",
        "WITH x AS (UPDATE pg_catalog.pg_settings SET setting = 'x' RETURNING 1) SELECT 1 FROM x",
        "CALL app_work(set_config('app.a', 'x', false))",
        "{? = call set_config(?, ?, ?)}",
        "SELECT app_enter('x')",
        "SELECT id FROM users WHERE app_tenant('x') = 'x'",
        "UPDATE users SET name = public.app_enter(name)",
        "CALL app_hold()",
        "{call app_hold()}",
        "{? = call app_enter(?)}",
        "SELECT * FROM holding",
        "INSERT INTO audit (what) SELECT locked::text FROM holding",
        "FETCH ALL FROM c",
        "CREATE TEMP TABLE t (id int)"
      })
  void leftBy(String sql) {
    assertThat(judge(sql).leavesState()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT set_config('app.tenant', 'x', true)",
        "SELECT pg_catalog.set_config('app.tenant', ?, TRUE) FROM users",
        "SELECT set_config('app.tenant', coalesce(?, 'a', b[1, 2]), true)",
        "SELECT set_config('transaction_read_only', 'off', true)",
        "INSERT INTO audit (what) VALUES (set_config('app.tenant', 'x', true))",
        "SET LOCAL work_mem = '5MB'",
        "SET LOCAL transaction_read_only = off",
        "SET TRANSACTION READ WRITE",
        "SET CONSTRAINTS ALL DEFERRED",
        "INSERT INTO audit (what) VALUES ('set_config')",
        "INSERT INTO audit (what) SELECT name FROM users WHERE pg_advisory_xact_lock(1) IS NULL",
        "UPDATE users SET name = current_setting('app.tenant', true)",
        "UPDATE users SET name = 'x' WHERE id IN (SELECT id FROM open_orders)",
        "INSERT INTO audit (what) SELECT n::text FROM counting",
        "CREATE VIEW v AS SELECT set_config('app.a', 'x', false)",
        "CREATE TABLE t (id int)",
        "GRANT EXECUTE ON FUNCTION pg_advisory_lock(bigint) TO public",
        "SELECT app_touch()",
        "CALL app_work()"
      })
  void notLeftBy(String sql) {
    assertThat(judge(sql).leavesState()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE pg_temp.t (id int)",
        "CREATE UNLOGGED TABLE IF NOT EXISTS \"pg_temp\".t (id int)",
        "CREATE TABLE pg_temp_3.t AS SELECT nextval('ticket_seq')",
        "CREATE TABLE U&\"pg\\005ftemp\".t (id int)",
        "CREATE VIEW pg_temp.v AS SELECT 1",
        "CREATE OR REPLACE VIEW pg_temp.v AS SELECT 1",
        "CREATE SEQUENCE PG_TEMP.s",
        "CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION pg_temp . f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TYPE pg_temp.pair AS (a int)",
        "SELECT * INTO pg_temp.copied FROM users",
        "SELECT * INTO TABLE \"pg_temp\".copied FROM users",
        "SELECT * INTO UNLOGGED TABLE pg_temp.copied FROM users"
      })
  void whatIsMadeInTheTemporarySchemaIsOfTheSession(String sql) {
    assertThat(judge(sql).kind()).isEqualTo(Kind.SESSION);
    assertThat(judge(sql).leavesState()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DO $$ BEGIN PERFORM set_config('app.a', 'x', false); END $$",
        "DO $body$ BEGIN PERFORM pg_advisory_lock(1); END $body$ LANGUAGE plpgsql",
        "DO LANGUAGE plpgsql 'BEGIN PERFORM set_config(''app.a'', ''--'', false); END'",
        "DO 'BEGIN PERFORM f(''--''); SET app.a = 1; END'",
        "DO E'BEGIN\\nSET app.a = 1; END'",
        "DO $$ BEGIN SET app.a = 'x'; END $$",
        "DO $$ BEGIN IF true THEN SET SESSION app.a = 'x'; END IF; END $$",
        "DO $$ BEGIN IF true THEN NULL; ELSE RESET ROLE; END IF; END $$",
        "DO $$ BEGIN FOR i IN 1..2 LOOP /* again */ LISTEN news; END LOOP; END $$",
        "DO $$ BEGIN CREATE TEMP TABLE t (id int); DROP TABLE x; END $$",
        "DO $$ BEGIN EXECUTE 'SELECT 1 AS one INTO TEMP t'; END $$",
        "DO $$ BEGIN CREATE TABLE pg_temp.t (id int); END $$",
        "DO $$ BEGIN EXECUTE 'SET app.a = ' || quote_literal('x'); END $$",
        "DO $$ BEGIN EXECUTE format('CREATE TEMPORARY TABLE %I (id int)', 'x'); END $$",
        "DO $$ BEGIN UPDATE pg_settings SET setting = 'x' WHERE name = 'app.a'; END $$",
        "DO $$ BEGIN CALL app_hold(); END $$",
        "DO $$ BEGIN PERFORM locked FROM holding; END $$",
        "DO $$ $x = \"\\\"; $$ LANGUAGE plperl",
        "DO LANGUAGE plpython3u $$ plpy.execute('SE' + 'T app.a = 1') $$",
        "DO $$ BEGIN LOAD 'auto_explain'; END $$",
        "DO"
      })
  void aBlockLeavesState(String sql) {
    assertThat(judge(sql).leavesState()).isTrue();
    assertThat(judge(sql).kind()).isEqualTo(Kind.WRITE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DO $$ BEGIN UPDATE users SET name = 'x'; END $$",
        "DO $$ BEGIN UPDATE users\n SET name = ''; END $$ LANGUAGE plpgsql",
        "DO 'BEGIN UPDATE users SET name = ''x''; END'",
        "DO $$ BEGIN SET LOCAL app.a = 'x'; PERFORM set_config('app.a', 'x', true); END $$",
        "DO $$ DECLARE temp int := 1; load int; BEGIN load := temp; END $$",
        "DO $$ BEGIN CREATE TEMP TABLE t ON COMMIT DROP AS SELECT 1; END $$",
        "DO $$ BEGIN RAISE NOTICE 'set up, listen'; END $$",
        "DO $$ DECLARE temp int; BEGIN SELECT 1 INTO temp FROM users; END $$",
        "DO LANGUAGE 'plpgsql' $$ BEGIN NULL; END $$",
        "DO $$ BEGIN EXECUTE 'UPDATE users SET name = ''x'' WHERE name ~ ''\\d'''; END $$"
      })
  void aBlockLeavesNothing(String sql) {
    assertThat(judge(sql).leavesState()).isFalse();
  }

  @Test
  void aWriteThatLeavesStateIsStillOneThatChangesRows() {
    Verdict verdict = judge("UPDATE users SET name = set_config('app.a', 'x', false)");
    assertThat(verdict.changesRows()).isTrue();
    assertThat(verdict.withoutSubscriber().leavesState()).isTrue();
  }
}
