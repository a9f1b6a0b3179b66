package dev.meridian.jdbc.topology;

import java.util.Collections;
import java.util.List;

/**
 * What a writer does in one transaction.
 *
 * @param begin statements after BEGIN, with {@code %1$d} for the number of the commit
 * @param end statements that commit
 * @param seen a condition that holds where the commit is visible
 */
record Work(List<String> begin, List<String> end, String seen) {

  private static final String SEEN = "EXISTS (SELECT FROM proof WHERE id = %1$d)";
  private static final List<String> COMMIT = List.of("COMMIT");
  private static final String INSERT = "INSERT INTO proof VALUES (%1$d, 'small')";

  static Work insert() {
    return new Work(List.of(INSERT), COMMIT, SEEN);
  }

  static Work asynchronously() {
    return new Work(List.of("SET LOCAL synchronous_commit = off", INSERT), COMMIT, SEEN);
  }

  /** Much more than {@code logical_decoding_work_mem}, some of it taken back. */
  static Work large() {
    String many =
        "INSERT INTO proof SELECT -%%1$d * 1000 - i, repeat('large', 20)"
            + " FROM generate_series(%d, %d) i";
    return new Work(
        List.of(
            many.formatted(1, 400),
            "SAVEPOINT undone",
            many.formatted(401, 800),
            "ROLLBACK TO undone",
            INSERT),
        COMMIT,
        "401 = (SELECT count(*) FROM proof WHERE id = %1$d"
            + " OR id BETWEEN -%1$d * 1000 - 400 AND -%1$d * 1000 - 1)");
  }

  static Work inTwoPhases() {
    return new Work(
        List.of(INSERT),
        List.of("PREPARE TRANSACTION 'proof %1$d'", "COMMIT PREPARED 'proof %1$d'"),
        SEEN);
  }

  /** One row into each of several tables. */
  static Work intoEach(List<String> tables) {
    return new Work(
        tables.stream().map(table -> "INSERT INTO " + table + " VALUES (%1$d, 'each')").toList(),
        COMMIT,
        String.join(" AND ", tables.stream().map(table -> SEEN.replace("proof", table)).toList()));
  }

  /** Leaves the insert position behind the header of a new segment, until somebody writes again. */
  static Work endingItsSegment() {
    return new Work(List.of(INSERT), List.of("COMMIT", "SELECT pg_switch_wal()"), SEEN);
  }

  /** What the subscriber never gets; whatever it may be asked it has. */
  static Work unpublished() {
    return new Work(List.of("INSERT INTO unpublished VALUES (%1$d, 'kept')"), COMMIT, "true");
  }

  static List<String> numbered(List<String> statements, long id) {
    return statements.stream().map(statement -> numbered(statement, id)).toList();
  }

  static String numbered(String statement, long id) {
    return statement.formatted(id);
  }

  static List<Work> times(int writers, Work work) {
    return Collections.nCopies(writers, work);
  }
}
