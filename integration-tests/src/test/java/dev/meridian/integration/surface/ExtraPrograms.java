package dev.meridian.integration.surface;

import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.copy.CopyManager;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

/** What pgjdbc's own connection offers beyond JDBC. */
final class ExtraPrograms {

  private ExtraPrograms() {}

  static List<Program> all() {
    return List.of(
        copies(),
        notifications(),
        largeObjects(),
        settings(),
        clientInfoOnPinned(),
        writesAsTextsOnPrepared());
  }

  private static PGConnection own(Stage stage) throws SQLException {
    return stage.connection().unwrap(PGConnection.class);
  }

  /** An exception of something that is not watched. */
  private static void noting(Stage stage, Play play) {
    try {
      play.on(stage);
    } catch (Exception e) {
      stage.note("threw", e);
    }
  }

  private static Program copies() {
    return Program.named("COPY through pgjdbc's CopyManager")
        .then(
            s ->
                noting(
                    s,
                    it -> {
                      CopyManager copies = own(s).getCopyAPI();
                      s.note(
                          "in",
                          copies.copyIn(
                              s.sql("COPY {s}.note FROM STDIN"),
                              new StringReader("7\t2\tcopied\n8\t3\t\\N\n")));
                      StringWriter out = new StringWriter();
                      s.note(
                          "out",
                          copies.copyOut(
                              s.sql(
                                  "COPY (SELECT * FROM {s}.note ORDER BY id) TO STDOUT (FORMAT csv)"),
                              out));
                      s.note("copied", out.toString());
                    }))
        .then(s -> s.run("SELECT * FROM {s}.note ORDER BY id"))
        .then(
            s ->
                noting(
                    s,
                    it ->
                        own(s)
                            .getCopyAPI()
                            .copyIn(s.sql("COPY {s}.note FROM STDIN"), new StringReader("x\ty\n"))))
        .then(s -> noting(s, it -> own(s).getCopyAPI().copyIn("SELECT 1", new StringReader(""))))
        .then(s -> s.run("SELECT count(*) FROM {s}.note"))
        .then(s -> s.connection().setAutoCommit(false))
        .then(
            s ->
                noting(
                    s,
                    it ->
                        own(s)
                            .getCopyAPI()
                            .copyIn(
                                s.sql("COPY {s}.note FROM STDIN"),
                                new StringReader("9\t1\trolled back\n"))))
        .then(s -> s.connection().rollback())
        .then(s -> s.run("SELECT count(*) FROM {s}.note"));
  }

  private static Program notifications() {
    return Program.named("notifications")
        .then(s -> s.run("LISTEN surface"))
        .then(s -> s.run("NOTIFY surface, 'one'"))
        .then(s -> s.run("SELECT pg_notify('surface', 'two')"))
        .then(s -> s.run("SELECT count(*) FROM {s}.item"))
        .then(
            s -> {
              for (PGNotification notification : own(s).getNotifications()) {
                s.note(notification.getName(), notification.getParameter());
              }
            })
        .then(s -> s.note("none", own(s).getNotifications(10).length))
        .then(s -> s.run("UNLISTEN *"))
        .then(s -> s.run("NOTIFY surface, 'three'"))
        .then(s -> s.note("none", own(s).getNotifications().length));
  }

  private static Program largeObjects() {
    return Program.named("large objects through pgjdbc")
        .then(s -> noting(s, it -> own(s).getLargeObjectAPI().createLO()))
        .then(s -> s.connection().setAutoCommit(false))
        .then(
            s ->
                noting(
                    s,
                    it -> {
                      LargeObjectManager objects = own(s).getLargeObjectAPI();
                      long oid = objects.createLO(LargeObjectManager.READWRITE);
                      try (LargeObject object = objects.open(oid)) {
                        object.write("large".getBytes(StandardCharsets.UTF_8));
                        object.seek(2);
                        s.note("rest", object.read(10));
                        s.note("size", object.size());
                      }
                      objects.delete(oid);
                    }))
        .then(s -> s.connection().rollback());
  }

  private static Program settings() {
    return Program.named("settings of pgjdbc's connection")
        .then(s -> s.note("threshold", own(s).getPrepareThreshold()))
        .then(s -> own(s).setPrepareThreshold(1))
        .then(s -> own(s).setDefaultFetchSize(2))
        .then(s -> s.note("size", s.statement().getFetchSize()))
        .then(s -> s.note("mode", own(s).getPreferQueryMode()))
        .then(s -> s.note("autosave", own(s).getAutosave()))
        .then(s -> s.note("literal", own(s).escapeLiteral("it's")))
        .then(s -> s.note("identifier", own(s).escapeIdentifier("a\"b")))
        .then(s -> s.note("status", own(s).getParameterStatus("server_encoding")))
        .then(s -> s.note("array", own(s).createArrayOf("int4", new int[] {1, 2}).toString()))
        .then(s -> own(s).setAutosave(org.postgresql.jdbc.AutoSave.ALWAYS))
        .then(s -> s.connection().setAutoCommit(false))
        .then(s -> s.run("SELECT 1/0"))
        .then(s -> s.run("SELECT 1"))
        .then(s -> s.connection().commit());
  }

  private static Program clientInfoOnPinned() {
    return Program.named("client info where pgjdbc's connection is in use")
        .then(s -> s.note("threshold", own(s).getPrepareThreshold()))
        .then(s -> s.connection().setClientInfo("ApplicationName", "till"))
        .then(s -> s.connection().getClientInfo("ApplicationName"))
        .then(s -> s.connection().setClientInfo(new Properties()))
        .then(s -> s.connection().getClientInfo("ApplicationName"))
        .then(s -> s.connection().isValid(5));
  }

  private static Program writesAsTextsOnPrepared() {
    String text = "INSERT INTO {s}.item (name) VALUES ('text')";
    return Program.named("writes as texts on a prepared statement")
        .then(s -> s.keep("it", s.prepare("INSERT INTO {s}.item (name) VALUES ('prepared')")))
        .then(s -> s.keptPrepared("it").executeQuery(s.sql(text)))
        .then(s -> s.keptPrepared("it").executeUpdate(s.sql(text)))
        .then(s -> s.keptPrepared("it").executeLargeUpdate(s.sql(text)))
        .then(s -> s.keptPrepared("it").execute(s.sql(text)))
        .then(s -> s.keptPrepared("it").execute(s.sql(text), Statement.RETURN_GENERATED_KEYS))
        .then(s -> s.keptPrepared("it").executeUpdate(s.sql(text), new String[] {"id"}))
        .then(s -> s.run("SELECT count(*) FROM {s}.item"));
  }
}
