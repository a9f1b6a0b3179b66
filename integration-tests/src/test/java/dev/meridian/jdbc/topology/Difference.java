package dev.meridian.jdbc.topology;

import java.util.List;
import java.util.Locale;

/**
 * One way in which a subscriber comes to give another answer than its primary. {@code $t} in a text
 * stands for a table of the case's own, {@code id int PRIMARY KEY, word text, tenant int}, with
 * rows 1 to 4.
 */
enum Difference {
  ROWS_OF_ANOTHER_TENANT(
      "ALTER TABLE $t ENABLE ROW LEVEL SECURITY; ALTER TABLE $t FORCE ROW LEVEL SECURITY;"
          + "CREATE POLICY own ON $t USING (tenant = 1)",
      "",
      "SELECT id FROM $t"),
  POLICY_OF_THE_SUBSCRIBER_ALONE(
      "",
      "ALTER TABLE $t ENABLE ROW LEVEL SECURITY; ALTER TABLE $t FORCE ROW LEVEL SECURITY",
      "SELECT count(*) FROM $t"),
  MISSING_COLUMN("ALTER TABLE $t ADD more int DEFAULT 7", "", "SELECT * FROM $t"),
  COLUMN_TOO_MUCH("", "ALTER TABLE $t ADD more int DEFAULT 7", "SELECT * FROM $t"),
  OTHER_ORDER_OF_COLUMNS(
      "ALTER TABLE $t ADD this int; ALTER TABLE $t ADD that int",
      "ALTER TABLE $t ADD that int; ALTER TABLE $t ADD this int",
      "SELECT * FROM $t"),
  OTHER_TYPE(
      "",
      "DROP VIEW view_$t; ALTER TABLE $t ALTER word TYPE char(20)",
      "SELECT octet_length(word) FROM $t"),
  FILTERED_ROWS(
      "ALTER PUBLICATION pub_$t SET TABLE $t WHERE (id < 3); INSERT INTO $t VALUES (9, 'i', 1)",
      "",
      "SELECT count(*) FROM $t"),
  NO_DELETES(
      "ALTER PUBLICATION pub_$t SET (publish = 'insert, update, truncate'); DELETE FROM $t",
      "",
      "SELECT count(*) FROM $t"),
  NOT_PUBLISHED_ANY_MORE(
      "ALTER PUBLICATION pub_$t DROP TABLE $t; DELETE FROM $t", "", "SELECT count(*) FROM $t"),
  ANOTHER_VIEW(
      "",
      "CREATE OR REPLACE VIEW view_$t AS SELECT id, word FROM $t WHERE id > 1",
      "SELECT count(*) FROM view_$t"),
  VIEW_OF_AN_OLDER_DATE(
      "CREATE OR REPLACE VIEW view_$t AS SELECT id, upper(word) AS word FROM $t",
      "",
      "SELECT word FROM view_$t"),
  TRIGGERS_DOING(
      "UPDATE $t SET word = 'changed'",
      "CREATE TRIGGER shout BEFORE UPDATE ON $t FOR EACH ROW EXECUTE FUNCTION shout();"
          + "ALTER TABLE $t ENABLE ALWAYS TRIGGER shout",
      "SELECT word FROM $t"),
  REPLICAS_TRIGGER(
      "UPDATE $t SET word = 'changed'",
      "CREATE TRIGGER shout BEFORE UPDATE ON $t FOR EACH ROW EXECUTE FUNCTION shout();"
          + "ALTER TABLE $t ENABLE REPLICA TRIGGER shout",
      "SELECT word FROM $t"),
  OTHER_COLLATION(
      "",
      "DROP VIEW view_$t; ALTER TABLE $t ALTER word TYPE text COLLATE \"unicode\"",
      "SELECT string_agg(word, '' ORDER BY word) FROM $t"),
  COPY_NOT_READY(
      "",
      // The copy meets the rows that are there, and is tried again and again.
      "UPDATE pg_subscription_rel SET srsubstate = 'i' WHERE srrelid = '$t'::regclass;"
          + "DELETE FROM $t WHERE id > 1",
      "SELECT count(*) FROM $t"),
  OTHER_GENERATED_COLUMN(
      "ALTER TABLE $t ADD twice int GENERATED ALWAYS AS (id * 2) STORED",
      "ALTER TABLE $t ADD twice int GENERATED ALWAYS AS (id * 3) STORED",
      "SELECT * FROM $t"),
  PARTITION_OF_THE_PRIMARY_ALONE(
      "CREATE TABLE part_$t_2 PARTITION OF part_$t FOR VALUES FROM (10) TO (20);"
          + "INSERT INTO part_$t VALUES (11)",
      // No partition there, and no subscription names it: what comes for it is passed over.
      "CREATE TABLE part_$t_2 (id int)",
      "SELECT count(*) FROM part_$t"),
  CHILD_OF_THE_PRIMARY_ALONE(
      "CREATE TABLE child_$t () INHERITS ($t); INSERT INTO child_$t VALUES (11, 'k', 1)",
      "",
      "SELECT count(*) FROM $t"),
  NAME_OF_ANOTHER_TABLE(
      "",
      "CREATE SCHEMA app AUTHORIZATION app; CREATE TABLE app.$t (LIKE public.$t);"
          + "GRANT SELECT ON app.$t TO app",
      "SELECT count(*) FROM $t"),
  RIGHTS_TAKEN_BACK("", "REVOKE SELECT ON $t FROM app", "SELECT count(*) FROM $t"),
  RENAMED_COLUMN("", "ALTER TABLE $t RENAME COLUMN word TO term", "SELECT word FROM $t"),
  SYSTEM_COLUMN("", "", "SELECT xmin, ctid, tableoid FROM $t"),
  OBJECT_NUMBER("CREATE TABLE more_$t ()", "", "SELECT '$t'::regclass::oid::int"),
  OWN_FUNCTION(
      "CREATE OR REPLACE FUNCTION side() RETURNS text STABLE LANGUAGE sql AS 'SELECT ''there'''",
      "CREATE OR REPLACE FUNCTION side() RETURNS text STABLE LANGUAGE sql AS 'SELECT ''here'''",
      "SELECT side(), count(*) FROM $t"),
  SNAPSHOT("", "", "SELECT pg_snapshot_xmax(pg_current_snapshot()) FROM $t"),
  SEQUENCE("SELECT nextval('numbers_$t')", "", "SELECT last_value, is_called FROM numbers_$t"),
  LARGE_OBJECT(
      "SELECT lo_from_bytea(4711, 'there'); ALTER LARGE OBJECT 4711 OWNER TO app",
      "",
      "SELECT lo_get(4711) FROM $t WHERE id = 1"),
  CATALOGUE("CREATE TABLE extra_$t ()", "", "SELECT count(*) FROM pg_class"),
  MATERIALIZED_VIEW("REFRESH MATERIALIZED VIEW sum_$t", "", "SELECT total FROM sum_$t");

  private final String onPrimary;
  private final String onSubscriber;
  private final String read;

  Difference(String onPrimary, String onSubscriber, String read) {
    this.onPrimary = onPrimary;
    this.onSubscriber = onSubscriber;
    this.read = read;
  }

  /** Whether it is the statement that no subscriber can answer, and not the table's doing. */
  boolean isInTheStatement() {
    return compareTo(SYSTEM_COLUMN) >= 0;
  }

  String table() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What both sides have before. */
  List<String> schema() {
    return statements(
        "CREATE TABLE $t (id int PRIMARY KEY, word text, tenant int);"
            + "CREATE VIEW view_$t AS SELECT id, word FROM $t;"
            + "CREATE TABLE part_$t (id int) PARTITION BY RANGE (id);"
            + "CREATE TABLE part_$t_1 PARTITION OF part_$t FOR VALUES FROM (0) TO (10);"
            + "CREATE SEQUENCE numbers_$t;"
            + "CREATE MATERIALIZED VIEW sum_$t AS SELECT count(*) AS total FROM $t;"
            + "ALTER TABLE $t OWNER TO app; ALTER TABLE part_$t OWNER TO app;"
            + "ALTER VIEW view_$t OWNER TO app; ALTER SEQUENCE numbers_$t OWNER TO app;"
            + "ALTER MATERIALIZED VIEW sum_$t OWNER TO app");
  }

  List<String> data() {
    return statements(
        "INSERT INTO $t VALUES (1, 'a', 1), (2, 'B', 2), (3, 'c', 1), (4, 'D', 2);"
            + "INSERT INTO part_$t VALUES (1), (2)");
  }

  List<String> publication() {
    return statements("CREATE PUBLICATION pub_$t FOR TABLE $t, part_$t");
  }

  List<String> onPrimary() {
    return statements(onPrimary);
  }

  List<String> onSubscriber() {
    return statements(onSubscriber);
  }

  String read() {
    return read.replace("$t", table());
  }

  private List<String> statements(String text) {
    return text.isEmpty() ? List.of() : List.of(text.replace("$t", table()).split("; *", -1));
  }
}
