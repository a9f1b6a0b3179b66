package dev.meridian.integration.chaos;

import dev.meridian.testkit.RegionNode;
import dev.meridian.testkit.history.Outcome;
import dev.meridian.testkit.history.WorkloadSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Rows that are written once, each with an id of its own, one writer for each session, and never
 * taken away: what every server has of them tells which writes landed where. Threadsafe.
 */
final class Ledger {

  static final String TABLE =
      "CREATE TABLE ledger (id bigint PRIMARY KEY, writer text NOT NULL,"
          + " at pg_lsn NOT NULL DEFAULT pg_current_wal_insert_lsn())";

  private static final String INSERT = "INSERT INTO ledger (id, writer) VALUES (?, ?)";
  private static final String READ = "SELECT writer FROM ledger WHERE id = ?";
  private static final Duration THOUGHT = Duration.ofMillis(100);
  private static final Duration LOOKS_EVERY = Duration.ofMillis(20);

  /** With these the server has done nothing, or has taken it back. */
  private static final Set<String> CERTAIN =
      Set.of("08001", "25006", "40001", "40P01", "53300", "55000", "57P03");

  private final Map<String, List<Entry>> entries = new ConcurrentHashMap<>();

  /** How many in a row must succeed until all nodes of the application are known to. */
  private final Map<String, Integer> turns;

  /** No row has a smaller id, unless it is of another ledger in the same table. */
  private final long first = System.currentTimeMillis() * 1_000;

  private final AtomicLong ids = new AtomicLong(first);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile boolean over;

  /** Begins at once. */
  Ledger(List<? extends WorkloadSession> sessions, Map<String, Integer> turns) {
    this.turns = Map.copyOf(turns);
    for (WorkloadSession session : sessions) {
      List<Entry> own = new CopyOnWriteArrayList<>();
      entries.put(session.name(), own);
      threads.execute(() -> write(session, own));
    }
    threads.shutdown();
  }

  private void write(WorkloadSession session, List<Entry> own) {
    for (int i = 0; !over; i++) {
      own.add(attempt(session, ids.incrementAndGet(), i % 3 == 0));
      LockSupport.parkNanos(THOUGHT.toNanos());
    }
  }

  private static Entry attempt(WorkloadSession session, long id, boolean transaction) {
    long from = System.nanoTime();
    Outcome outcome = Outcome.FAILED;
    SQLException failure = null;
    try (Connection connection = session.connect()) {
      if (transaction) {
        connection.setAutoCommit(false);
      }
      try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
        insert.setLong(1, id);
        insert.setString(2, session.name());
        outcome = transaction ? Outcome.FAILED : Outcome.UNKNOWN;
        insert.executeUpdate();
      }
      if (transaction) {
        read(connection, id);
        outcome = Outcome.UNKNOWN;
        connection.commit();
      }
      outcome = Outcome.OK;
      if (!transaction) {
        read(connection, id);
      }
    } catch (SQLException e) {
      failure = e;
      if (outcome == Outcome.UNKNOWN && CERTAIN.contains(String.valueOf(e.getSQLState()))) {
        outcome = Outcome.FAILED;
      }
    }
    session.requestEnded();
    String words = failure == null ? "" : failure.getSQLState() + " " + failure.getMessage();
    return new Entry(id, session.name(), from, System.nanoTime(), outcome, words);
  }

  private static void read(Connection connection, long id) throws SQLException {
    try (PreparedStatement read = connection.prepareStatement(READ)) {
      read.setLong(1, id);
      try (ResultSet rows = read.executeQuery()) {
        rows.next();
      }
    }
  }

  /** Waits until every writer has succeeded since; what those say who have not. */
  List<String> awaitProgress(long since, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    List<String> late = late(since);
    while (!late.isEmpty() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(LOOKS_EVERY.toNanos());
      late = late(since);
    }
    return late;
  }

  private List<String> late(long since) {
    List<String> late = new ArrayList<>();
    entries.forEach(
        (writer, own) -> {
          int succeeded = 0;
          String failure = "nothing has ended";
          for (int i = own.size() - 1; i >= 0 && own.get(i).from() - since >= 0; i--) {
            Entry entry = own.get(i);
            succeeded += entry.failure().isEmpty() ? 1 : 0;
            failure = entry.failure().isEmpty() ? failure : entry.failure();
          }
          if (succeeded < turns.getOrDefault(writer, 1)) {
            late.add(writer + " (" + succeeded + " writes succeeded): " + failure);
          }
        });
    return late;
  }

  /** Ends it once what is under way has ended; false if that takes longer. */
  boolean end(Duration atMost) throws InterruptedException {
    over = true;
    return threads.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** All that has ended, by writer in the order of its writing. */
  Map<String, List<Entry>> entries() {
    Map<String, List<Entry>> all = new HashMap<>();
    entries.forEach((writer, own) -> all.put(writer, List.copyOf(own)));
    return all;
  }

  /** The rows of a server, with the positions of their inserts. */
  Map<Long, Long> rows(RegionNode node) throws SQLException {
    Map<Long, Long> rows = new HashMap<>();
    try (Connection connection = node.connect();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT id, (at - '0/0')::bigint FROM ledger WHERE id > " + first)) {
      while (found.next()) {
        rows.put(found.getLong(1), found.getLong(2));
      }
    }
    return rows;
  }
}
