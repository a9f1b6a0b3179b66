package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.topology.ReplicaView.Look;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether two rules fit together: the token that is taken on the primary after a commit, and the
 * position of a replica that is waited for. Each writer commits, takes the token, asks for the
 * position until it has reached the token, and reads at that moment on the replica.
 *
 * @param standby whether the standby is read, or else the subscriber
 * @param works one for each writer
 * @param enough ends the proof before all commits are made, at so many violations and hangs
 */
record PositionProof(
    String scenario,
    ProofDatabase database,
    boolean standby,
    List<Work> works,
    TokenRule tokens,
    PositionRule positions,
    Disturbance disturbance,
    Duration bound,
    int enough) {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** A proof of the right rules. */
  static PositionProof of(
      String scenario, ProofDatabase database, boolean standby, List<Work> works) {
    return new PositionProof(
        scenario,
        database,
        standby,
        works,
        TokenRule.RIGHT,
        PositionRule.right(standby ? Role.STANDBY : Role.SUBSCRIBER, database.name()),
        Disturbance.NONE,
        Duration.ofSeconds(15),
        3);
  }

  PositionProof with(TokenRule other) {
    return new PositionProof(
        scenario, database, standby, works, other, positions, disturbance, bound, enough);
  }

  PositionProof with(PositionRule other) {
    return new PositionProof(
        scenario, database, standby, works, tokens, other, disturbance, bound, enough);
  }

  PositionProof with(Disturbance other) {
    return new PositionProof(
        scenario, database, standby, works, tokens, positions, other, bound, enough);
  }

  /** The proof that ends at its first catch, of which a hang is one after this time. */
  PositionProof untilCaught(Duration hang) {
    return new PositionProof(
        scenario, database, standby, works, tokens, positions, disturbance, hang, 1);
  }

  /** Lets every writer make so many commits. */
  Tally run(int commitsEach) throws InterruptedException, ExecutionException {
    Tally tally = new Tally(database.version(), scenario);
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Future<?>> writers = new ArrayList<>();
      for (Work work : works) {
        writers.add(threads.submit(() -> write(work, commitsEach, tally)));
      }
      Future<?> disturbing =
          threads.submit(
              () -> {
                while (disturbance != Disturbance.NONE
                    && !writers.stream().allMatch(Future::isDone)) {
                  disturbance.run();
                }
                return tally;
              });
      for (Future<?> writer : writers) {
        writer.get();
      }
      disturbing.get();
      return tally;
    } finally {
      threads.shutdownNow();
    }
  }

  private Tally write(Work work, int commits, Tally tally) throws SQLException {
    try (Connection primary = database.primary();
        ReplicaView view = new ReplicaView(database, standby, positions, disturbance)) {
      for (int i = 0; i < commits && tally.violations() + tally.hangs() < enough; i++) {
        long id = database.nextId();
        Lsn token = commit(primary, work, id);
        judge(view, id, token, Work.numbered(work.seen(), id), tally);
      }
      return tally;
    }
  }

  private Lsn commit(Connection primary, Work work, long id) throws SQLException {
    try (Statement statement = primary.createStatement()) {
      statement.execute("BEGIN");
      for (String sql : Work.numbered(work.begin(), id)) {
        statement.execute(sql);
      }
      // Before the COMMIT: what SET LOCAL has set is gone after it.
      boolean asynchronous;
      try (ResultSet row =
          statement.executeQuery("SELECT current_setting('synchronous_commit') = 'off'")) {
        row.next();
        asynchronous = row.getBoolean(1);
      }
      for (String sql : Work.numbered(work.end(), id)) {
        statement.execute(sql);
      }
      return tokens.after(primary, asynchronous);
    }
  }

  private void judge(ReplicaView view, long id, Lsn token, String seen, Tally tally)
      throws SQLException {
    long began = System.nanoTime();
    Look look = view.look(token, seen);
    while (look == Look.NOT_YET && System.nanoTime() - began < bound.toNanos()) {
      LockSupport.parkNanos(PAUSE_NANOS);
      look = view.look(token, seen);
    }
    String where =
        scenario + ": commit " + id + " with token " + token + ", replica " + view.last();
    switch (look) {
      case SHOWN -> tally.shown(System.nanoTime() - began);
      case MISSING -> tally.violation(where + ", but it does not show it");
      case NOT_YET -> tally.hang(where + " after " + bound);
    }
  }
}
