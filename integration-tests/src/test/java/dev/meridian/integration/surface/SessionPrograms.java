package dev.meridian.integration.surface;

import java.util.List;

/** What changes the state of the server session by SQL text. */
final class SessionPrograms {

  private SessionPrograms() {}

  static List<Program> all() {
    return List.of(
        settings(), settingsInTransactions(), roles(), temporary(), prepared(), cursors(), locks());
  }

  private static Program settings() {
    String look =
        "SELECT current_setting('search_path'), current_setting('work_mem'),"
            + " current_setting('TimeZone'), current_setting('meridian_test.own', true)";
    return Program.named("settings by SQL")
        .then(s -> s.run("SET search_path = {s}, public"))
        .then(s -> s.run("SELECT id, name FROM item ORDER BY id"))
        .then(s -> s.connection().getSchema())
        .then(s -> s.run("SET work_mem TO '5MB'"))
        .then(s -> s.run("SET TIME ZONE 'Asia/Tokyo'"))
        .then(s -> s.run("SELECT seen, made FROM {s}.item ORDER BY id"))
        .then(s -> s.run("SET DateStyle = 'ISO, DMY'"))
        .then(s -> s.run("SET meridian_test.own = 'mine'"))
        .then(s -> s.run(look))
        .then(s -> s.run("SET SESSION work_mem = DEFAULT"))
        .then(s -> s.run("SELECT set_config('work_mem', '6MB', false)"))
        .then(s -> s.run(look))
        .then(s -> s.run("SELECT id::text, seen::text FROM item ORDER BY id"))
        .then(s -> s.run("SET no_such_setting = 1"))
        .then(s -> s.run("SET work_mem = 'lots'"))
        .then(s -> s.run("SET extra_float_digits = 0; SET extra_float_digits = 3"))
        .then(s -> s.run("RESET work_mem"))
        .then(s -> s.run(look))
        .then(s -> s.run("RESET ALL"))
        .then(s -> s.run(look))
        .then(s -> s.run("SELECT id FROM item"))
        .then(s -> s.run("SELECT seen FROM {s}.item ORDER BY id"))
        .then(s -> s.run("SET search_path TO {s}"))
        .then(s -> s.run("SELECT count(*) FROM item"))
        .then(s -> s.run("DISCARD ALL"))
        .then(s -> s.run("SELECT count(*) FROM item"))
        .then(s -> s.connection().setSchema(s.sql("{s}")))
        .then(s -> s.run("SELECT count(*) FROM item"))
        .then(s -> s.run("SET search_path TO public"))
        .then(s -> s.run("SELECT count(*) FROM item"))
        .then(s -> s.connection().getSchema())
        .then(s -> s.run("SET search_path TO {s}"))
        .then(s -> s.connection().setSchema("public"))
        .then(s -> s.run("SELECT count(*) FROM item"))
        .then(s -> s.connection().getSchema())
        .then(s -> s.run("SET application_name = 'by text'"))
        .then(s -> s.connection().getClientInfo("ApplicationName"))
        .then(s -> s.run("SET standard_conforming_strings = off"))
        .then(s -> s.run("SELECT 'a\\\\b'"))
        .then(s -> s.run("SELECT name FROM {s}.item WHERE name <> 'a\\'b' ORDER BY id"))
        .then(s -> s.run("SET standard_conforming_strings = on"))
        .then(s -> s.run("SELECT 'a\\b'"))
        .then(
            s ->
                s.run("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        .then(s -> s.connection().getTransactionIsolation())
        .then(s -> s.run("SHOW transaction_isolation"))
        .then(s -> s.run("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"))
        .then(s -> s.run("INSERT INTO {s}.item (name) VALUES ('refused')"))
        .then(s -> s.run("SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE"))
        .then(s -> s.run("INSERT INTO {s}.item (name) VALUES ('taken')"))
        .then(s -> s.run("SET default_transaction_read_only = on"))
        .then(s -> s.run("INSERT INTO {s}.item (name) VALUES ('refused')"))
        .then(s -> s.run("SET default_transaction_read_only = off"))
        .then(s -> s.run("SET statement_timeout = 200"))
        .then(s -> s.run("SELECT pg_sleep(5)"))
        .then(s -> s.run("RESET ALL"))
        .then(s -> s.run("SELECT name FROM {s}.item ORDER BY id"));
  }

  private static Program settingsInTransactions() {
    return Program.named("settings by SQL inside transactions")
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.run("SET search_path = {s}"))
        .then(s -> s.run("SELECT count(*) FROM item"))
        .then(s -> s.connection().rollback())
        .then(s -> s.run("SELECT count(*) FROM item"))
        .then(s -> s.connection().rollback())
        .then(s -> s.run("SET search_path = {s}"))
        .then(s -> s.connection().commit())
        .then(s -> s.run("SELECT count(*) FROM item"))
        .then(s -> s.connection().commit())
        .then(s -> s.run("SET LOCAL work_mem = '7MB'"))
        .then(s -> s.run("SHOW work_mem"))
        .then(s -> s.run("SELECT set_config('work_mem', '8MB', true)"))
        .then(s -> s.run("SHOW work_mem"))
        .then(s -> s.connection().commit())
        .then(s -> s.run("SHOW work_mem"))
        .then(s -> s.connection().commit())
        .then(s -> s.connection().setAutoCommit(true))
        .then(s -> s.run("SET LOCAL work_mem = '7MB'"))
        .then(s -> s.run("SHOW work_mem"))
        .then(s -> s.run("BEGIN"))
        .then(s -> s.run("SET search_path = public"))
        .then(s -> s.run("ROLLBACK"))
        .then(s -> s.run("SELECT count(*) FROM item"))
        .then(s -> s.run("BEGIN"))
        .then(s -> s.run("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE READ ONLY"))
        .then(s -> s.connection().getTransactionIsolation())
        .then(s -> s.run("SELECT count(*) FROM item"))
        .then(s -> s.run("COMMIT"))
        .then(s -> s.connection().getTransactionIsolation());
  }

  private static Program roles() {
    return Program.named("roles")
        .then(s -> s.run("SET ROLE none"))
        .then(s -> s.run("SELECT current_user = session_user"))
        .then(s -> s.run("SET ROLE no_such_role"))
        .then(s -> s.run("SET ROLE pg_monitor"))
        .then(s -> s.run("SET SESSION AUTHORIZATION DEFAULT"))
        .then(s -> s.run("SELECT count(*) FROM {s}.item"))
        .then(s -> s.run("RESET ROLE"))
        .then(s -> s.run("SELECT count(*) FROM {s}.item"));
  }

  private static Program temporary() {
    return Program.named("temporary tables")
        .then(s -> s.run("CREATE TEMP TABLE item (id int)"))
        .then(s -> s.run("INSERT INTO item VALUES (1), (2)"))
        .then(s -> s.run("SELECT * FROM item ORDER BY id"))
        .then(s -> s.run("SELECT i.id, o.name FROM item i JOIN {s}.item o USING (id) ORDER BY 1"))
        .then(s -> s.connection().setReadOnly(true))
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.run("SELECT * FROM item ORDER BY id"))
        .then(s -> s.run("INSERT INTO item VALUES (3)"))
        .then(s -> s.connection().commit())
        .then(s -> s.connection().setAutoCommit(true))
        .then(s -> s.connection().setReadOnly(false))
        .then(s -> s.run("DISCARD TEMP"))
        .then(s -> s.run("SELECT * FROM item"))
        .then(s -> s.run("SELECT 1 AS a INTO TEMP made"))
        .then(s -> s.run("SELECT a FROM made"))
        .then(s -> s.run("CREATE TEMP VIEW seen AS SELECT id FROM {s}.item"))
        .then(s -> s.run("SELECT count(*) FROM seen"))
        .then(s -> s.run("CREATE TEMP SEQUENCE q"))
        .then(s -> s.run("SELECT nextval('q')"))
        .then(s -> s.run("DISCARD ALL"))
        .then(s -> s.run("SELECT a FROM made"))
        .then(s -> s.run("SELECT count(*) FROM {s}.item"));
  }

  private static Program prepared() {
    return Program.named("statements prepared by SQL")
        .then(s -> s.run("PREPARE p (bigint) AS SELECT name FROM {s}.item WHERE id = $1"))
        .then(s -> s.run("EXECUTE p (1)"))
        .then(s -> s.run("EXECUTE p (2)"))
        .then(s -> s.run("DEALLOCATE p"))
        .then(s -> s.run("EXECUTE p (1)"))
        .then(s -> s.run("PREPARE w AS INSERT INTO {s}.item (name) VALUES ($1)"))
        .then(s -> s.run("EXECUTE w ('executed')"))
        .then(s -> s.run("DISCARD PLANS"))
        .then(s -> s.run("DEALLOCATE ALL"))
        .then(s -> s.run("EXECUTE w ('again')"))
        .then(s -> s.run("SELECT name FROM {s}.item ORDER BY id"));
  }

  private static Program cursors() {
    return Program.named("cursors by SQL")
        .then(s -> s.run("DECLARE c CURSOR FOR SELECT 1"))
        .then(s -> s.run("DECLARE h CURSOR WITH HOLD FOR SELECT id FROM {s}.item ORDER BY id"))
        .then(s -> s.run("FETCH 2 FROM h"))
        .then(s -> s.run("MOVE h"))
        .then(s -> s.run("FETCH ALL FROM h"))
        .then(s -> s.run("CLOSE h"))
        .then(s -> s.run("FETCH 1 FROM h"))
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.run("DECLARE c SCROLL CURSOR FOR SELECT id FROM {s}.item ORDER BY id"))
        .then(s -> s.run("FETCH FORWARD 2 FROM c"))
        .then(s -> s.run("FETCH ABSOLUTE 1 FROM c"))
        .then(s -> s.run("UPDATE {s}.item SET qty = 8 WHERE CURRENT OF c"))
        .then(s -> s.run("CLOSE c"))
        .then(s -> s.connection().commit())
        .then(s -> s.connection().setReadOnly(true))
        .then(s -> s.run("DECLARE c CURSOR FOR SELECT id FROM {s}.item ORDER BY id"))
        .then(s -> s.run("FETCH 1 FROM c"))
        .then(s -> s.connection().commit())
        .then(s -> s.run("SELECT qty FROM {s}.item ORDER BY id"))
        .then(s -> s.connection().rollback());
  }

  private static Program locks() {
    return Program.named("advisory locks")
        .then(s -> s.run("SELECT pg_advisory_lock(424242)"))
        .then(s -> s.run("SELECT pg_try_advisory_lock(424242)"))
        .then(s -> s.run("SELECT count(*) FROM {s}.item"))
        .then(s -> s.run("SELECT pg_advisory_unlock(424242)"))
        .then(s -> s.run("SELECT pg_advisory_unlock(424242)"))
        .then(s -> s.run("SELECT pg_advisory_unlock(424242)"))
        .then(s -> s.run("SELECT pg_advisory_unlock_all()"))
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.run("SELECT pg_advisory_xact_lock(424242)"))
        .then(s -> s.run("LOCK TABLE {s}.item IN ACCESS EXCLUSIVE MODE"))
        .then(s -> s.run("SELECT id FROM {s}.item ORDER BY id FOR UPDATE SKIP LOCKED"))
        .then(s -> s.connection().commit());
  }
}
