package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.routing.SettingChange;
import dev.meridian.jdbc.routing.Verdict;
import dev.meridian.jdbc.routing.Verdict.Kind;
import dev.meridian.jdbc.topology.NodeState;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what wants a server session of its own, where a pooler lends another one for each
 * transaction: it would be lost, and met by whoever is lent that session next. Stateless.
 *
 * <ol>
 *   <li>Inside of a transaction that is lawful which ends with it: its cursors, a temporary table
 *       {@code ON COMMIT DROP}.
 *   <li>So are those settings that PgBouncer keeps for each of its clients, and what only takes
 *       settings back.
 * </ol>
 */
final class LentPrimary {

  private static final Set<String> KEPT = Set.of("application_name", "timezone", "datestyle");
  private static final Set<String> CURSORS = Set.of("FETCH", "MOVE", "CLOSE");
  private static final Pattern PLAIN_LITERAL = Pattern.compile("'[^']*'");
  private static final Pattern TEMPORARY =
      Pattern.compile(
          "(?is)\\A\\s*create\\s+(temp|temporary)\\s+table\\b.*?\\bon\\s+commit\\s+drop\\s*"
              + "(\\bas\\s+(?<query>.*))?\\z");
  private static final Pattern SEVERAL = Pattern.compile(";\\s*\\S");
  private static final Pattern ON_COMMIT_DROP = Pattern.compile("(?i)\\bon\\s+commit\\s+drop\\b");

  private LentPrimary() {}

  /**
   * Looks at a statement before it is sent.
   *
   * @param judge tells what another text would be
   * @throws SQLException (0A000) if there is a pooler and the statement wants a session
   */
  static void require(
      @Nullable NodeState primary,
      Verdict verdict,
      String sql,
      boolean inTransaction,
      Function<String, Verdict> judge)
      throws SQLException {
    if (primary == null || !primary.isPooled() || !verdict.leavesState() || isKept(sql)) {
      return;
    }
    if (!inTransaction || !endsWithTransaction(verdict, sql, judge)) {
      throw refusal(primary, verdict.because());
    }
  }

  /** The error of what wants a session. */
  static SQLException refusal(NodeState primary, String what) {
    return new SQLFeatureNotSupportedException(
        what
            + " needs a server session of its own, and the pooler in front of "
            + primary.node()
            + " lends one for each transaction (pooler=auto finds that out, pooler=none denies it);"
            + " set it in the transaction (SET LOCAL) or for the role (ALTER ROLE … SET), or let"
            + " the URL name the server itself",
        "0A000");
  }

  private static boolean endsWithTransaction(
      Verdict verdict, String sql, Function<String, Verdict> judge) {
    if (CURSORS.contains(verdict.because())) {
      return !SEVERAL.matcher(sql).find();
    }
    return isSimple(sql) && isDroppedAtCommit(sql, judge);
  }

  /** A single statement without comments, quoted names, or literals that are hard to tell. */
  private static boolean isSimple(String sql) {
    String plain = PLAIN_LITERAL.matcher(sql).replaceAll("''");
    return ON_COMMIT_DROP.matcher(plain).find()
        && Stream.of("--", "/*", "\"", "$", "\\", ";").noneMatch(plain::contains);
  }

  private static boolean isDroppedAtCommit(String sql, Function<String, Verdict> judge) {
    Matcher create = TEMPORARY.matcher(sql);
    if (!create.find()) {
      return false;
    }
    String query = create.group("query");
    return query == null || judge.apply(query).kind() == Kind.READ;
  }

  private static boolean isKept(String sql) {
    SettingChange change = SettingChange.of(sql);
    return change != null
        && (change.kind() != SettingChange.Kind.ONE || KEPT.contains(change.name()));
  }

  /** Whether a remembered setting can be made where a pooler lends the session. */
  static boolean isKeptByName(String name) {
    return name.startsWith("sql:") && KEPT.contains(name.substring("sql:".length()));
  }
}
