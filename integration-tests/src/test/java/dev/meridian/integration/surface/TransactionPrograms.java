package dev.meridian.integration.surface;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Savepoint;
import java.util.List;

/** Transactions of a connection: settings in them, savepoints, failures. */
final class TransactionPrograms {

  private TransactionPrograms() {}

  static List<Program> all() {
    return List.of(
        settingsInTransaction(),
        readOnlyTransaction(),
        transactions(),
        deferredConstraint(),
        failedTransaction(),
        savepoints(),
        savepointErrors(),
        schemaInTransaction());
  }

  private static Program settingsInTransaction() {
    return Program.named("settings inside a transaction")
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.run("UPDATE {s}.item SET qty = 7 WHERE id = 1"))
        .then(s -> s.connection().setReadOnly(true))
        .then(s -> s.connection().isReadOnly())
        .then(s -> s.connection().setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE))
        .then(s -> s.connection().getTransactionIsolation())
        .then(s -> s.connection().setHoldability(ResultSet.CLOSE_CURSORS_AT_COMMIT))
        .then(s -> s.connection().setCatalog("x"))
        .then(s -> s.connection().getSchema())
        .then(s -> s.connection().getCatalog())
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.run("SELECT qty FROM {s}.item WHERE id = 1"))
        .then(s -> s.connection().setAutoCommit(true))
        .then(s -> s.connection().getAutoCommit())
        .then(s -> s.connection().rollback())
        .then(s -> s.connection().commit())
        .then(s -> s.run("SELECT qty FROM {s}.item WHERE id = 1"));
  }

  private static Program readOnlyTransaction() {
    return Program.named("a read-only transaction")
        .then(s -> s.connection().setReadOnly(true))
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.run("SELECT id, name FROM {s}.item ORDER BY id"))
        .then(s -> s.connection().setReadOnly(false))
        .then(s -> s.connection().getTransactionIsolation())
        .then(s -> s.run("SELECT id, text FROM {s}.note ORDER BY id"))
        .then(s -> s.run("INSERT INTO {s}.item (name) VALUES ('refused')"))
        .then(s -> s.run("SELECT 1"))
        .then(s -> s.connection().rollback())
        .then(s -> s.run("SELECT 2"))
        .then(s -> s.connection().commit())
        .then(s -> s.connection().setAutoCommit(true))
        .then(s -> s.connection().setReadOnly(false))
        .then(s -> s.run("INSERT INTO {s}.item (name) VALUES ('taken')"))
        .then(s -> s.run("SELECT id, name FROM {s}.item ORDER BY id"));
  }

  private static Program transactions() {
    return Program.named("transactions")
        .then(s -> s.connection().commit())
        .then(s -> s.connection().rollback())
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.connection().commit())
        .then(s -> s.connection().rollback())
        .then(s -> s.run("INSERT INTO {s}.item (name) VALUES ('kept')"))
        .then(s -> s.run("SELECT id, name FROM {s}.item ORDER BY id"))
        .then(s -> s.connection().commit())
        .then(s -> s.run("DELETE FROM {s}.note"))
        .then(s -> s.run("SELECT count(*) FROM {s}.note"))
        .then(s -> s.connection().rollback())
        .then(s -> s.run("SELECT count(*) FROM {s}.note"))
        .then(s -> s.connection().setAutoCommit(true))
        .then(s -> s.run("BEGIN"))
        .then(s -> s.run("INSERT INTO {s}.item (name) VALUES ('as text')"))
        .then(s -> s.connection().commit())
        .then(s -> s.run("SAVEPOINT a"))
        .then(s -> s.run("DELETE FROM {s}.note"))
        .then(s -> s.run("ROLLBACK TO a"))
        .then(s -> s.run("COMMIT"))
        .then(s -> s.run("COMMIT"))
        .then(s -> s.run("ROLLBACK"))
        .then(s -> s.run("START TRANSACTION READ ONLY"))
        .then(s -> s.run("INSERT INTO {s}.item (name) VALUES ('no')"))
        .then(s -> s.run("SELECT 1"))
        .then(s -> s.run("ROLLBACK"))
        .then(s -> s.run("BEGIN; INSERT INTO {s}.item (name) VALUES ('many'); COMMIT"))
        .then(s -> s.run("SELECT name FROM {s}.item ORDER BY id; SELECT 1; SELECT 'x'"));
  }

  private static Program deferredConstraint() {
    return Program.named("a constraint that fails at commit")
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.run("INSERT INTO {s}.note VALUES (9, 999, 'orphan')"))
        .then(s -> s.connection().commit())
        .then(s -> s.run("SELECT count(*) FROM {s}.note"))
        .then(s -> s.run("INSERT INTO {s}.note VALUES (9, 999, 'orphan')"))
        .then(s -> s.connection().setAutoCommit(true))
        .then(s -> s.connection().getAutoCommit())
        .then(s -> s.connection().rollback())
        .then(s -> s.connection().setAutoCommit(true))
        .then(s -> s.run("SELECT count(*) FROM {s}.note"));
  }

  private static Program failedTransaction() {
    return Program.named("a transaction that has failed")
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.run("INSERT INTO {s}.item (name) VALUES ('lost')"))
        .then(s -> s.run("SELECT 1/0"))
        .then(s -> s.run("SELECT 1"))
        .then(s -> s.connection().getTransactionIsolation())
        .then(s -> s.connection().isValid(1))
        .then(s -> s.connection().setSavepoint())
        .then(s -> s.connection().commit())
        .then(s -> s.run("SELECT count(*) FROM {s}.item"))
        .then(s -> s.connection().rollback());
  }

  private static Program savepoints() {
    return Program.named("savepoints")
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.keep("first", s.connection().setSavepoint()))
        .then(s -> s.run("INSERT INTO {s}.item (name) VALUES ('a')"))
        .then(s -> s.keep("second", s.connection().setSavepoint("second \" one")))
        .then(
            s -> {
              Savepoint first = s.keptSavepoint("first");
              first.getSavepointId();
              first.getSavepointName();
            })
        .then(
            s -> {
              Savepoint second = s.keptSavepoint("second");
              second.getSavepointName();
              second.getSavepointId();
            })
        .then(s -> s.run("INSERT INTO {s}.item (name) VALUES ('a')"))
        .then(s -> s.connection().rollback(s.keptSavepoint("second")))
        .then(s -> s.run("INSERT INTO {s}.item (name) VALUES ('b')"))
        .then(s -> s.connection().releaseSavepoint(s.keptSavepoint("second")))
        .then(s -> s.connection().rollback(s.keptSavepoint("second")))
        .then(s -> s.keptSavepoint("second").getSavepointName())
        .then(s -> s.connection().rollback(s.keptSavepoint("first")))
        .then(s -> s.run("SELECT count(*) FROM {s}.item"))
        .then(s -> s.connection().commit());
  }

  private static Program savepointErrors() {
    return Program.named("savepoints where there are none")
        .then(s -> s.connection().setSavepoint())
        .then(s -> s.connection().setSavepoint("name"))
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.connection().rollback((Savepoint) null))
        .then(s -> s.connection().releaseSavepoint(null))
        .then(s -> s.keep("old", s.connection().setSavepoint("old")))
        .then(s -> s.connection().commit())
        .then(s -> s.connection().rollback(s.keptSavepoint("old")))
        .then(s -> s.connection().rollback())
        .then(s -> s.connection().setReadOnly(true))
        .then(s -> s.keep("new", s.connection().setSavepoint("new")))
        .then(s -> s.run("SELECT count(*) FROM {s}.item"))
        .then(s -> s.run("SELECT 1/0"))
        .then(s -> s.connection().rollback(s.keptSavepoint("new")))
        .then(s -> s.run("SELECT count(*) FROM {s}.item"))
        .then(s -> s.connection().setSavepoint(null))
        .then(s -> s.connection().rollback());
  }

  private static Program schemaInTransaction() {
    return Program.named("a schema that is set inside a transaction")
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.connection().setSchema(s.sql("{s}")))
        .then(s -> s.run("SELECT count(*) FROM item"))
        .then(s -> s.connection().rollback())
        .then(s -> s.connection().getSchema())
        .then(s -> s.run("SELECT count(*) FROM item"))
        .then(s -> s.connection().rollback())
        .then(s -> s.connection().setSchema(s.sql("{s}")))
        .then(s -> s.connection().commit())
        .then(s -> s.connection().getSchema())
        .then(s -> s.run("SELECT count(*) FROM item"))
        .then(s -> s.connection().rollback())
        .then(s -> s.run("SELECT count(*) FROM item"))
        .then(s -> s.connection().setAutoCommit(true))
        .then(s -> s.connection().setSchema("public"))
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.connection().setSchema(s.sql("{s}")))
        .then(s -> s.connection().setAutoCommit(true))
        .then(s -> s.connection().getSchema())
        .then(s -> s.run("SELECT count(*) FROM item"));
  }
}
