package dev.meridian.testkit.history;

import dev.meridian.testkit.RegionNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Sessions that read and write at random, each with several requests at a time, in autocommit and
 * in transactions, and the history of it. Its tables, {@link #schema}, must be there, and
 * replicated. Run once; not threadsafe.
 */
public final class Workload {

  private static final int THOUGHT_NANOS = 20_000_000;
  private static final int AFTER_FAILURE_NANOS = 100_000_000;
  private static final System.Logger LOG = System.getLogger(Workload.class.getName());

  private final Plan plan;
  private final List<? extends WorkloadSession> sessions;
  private final HistoryRecorder recorder = new HistoryRecorder();
  private final Requests requests;
  private final AtomicInteger succeeded = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final Map<String, LongAdder> reads = new ConcurrentHashMap<>();
  private int failovers;
  private volatile boolean over;

  /**
   * A workload to be run.
   *
   * @param prefix of its keys, so that several may share the tables
   */
  public Workload(Plan plan, String prefix, List<? extends WorkloadSession> sessions) {
    this.plan = plan;
    this.sessions = List.copyOf(sessions);
    this.requests = new Requests(prefix);
  }

  /** The tables it wants. */
  public static List<String> schema() {
    return Requests.SCHEMA;
  }

  /** Ends it once the requests under way have ended. */
  public void end() {
    over = true;
  }

  /** Runs until there were enough operations or it is ended, and returns what was recorded. */
  public History run() throws InterruptedException, ExecutionException {
    int clients = sessions.size() * plan.clients();
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      int process = i;
      WorkloadSession session = sessions.get(i % sessions.size());
      running.add(threads.submit(() -> work(session, process)));
    }
    threads.shutdown();
    for (Future<?> one : running) {
      one.get();
    }
    return recorder.history();
  }

  /**
   * Notes that all that this node does not have is lost, and that every session knows it. To be
   * called when nobody writes: before the node is promoted, with no old primary in reach.
   *
   * @param others who may have more, and may be read until the promotion is known
   * @return how many values the others have that are lost
   */
  public int lost(RegionNode survivor, List<RegionNode> others) throws SQLException {
    Map<String, Long> surviving;
    try (Connection connection = survivor.connect()) {
      surviving = requests.heights(connection);
    }
    Set<Long> gone = new HashSet<>();
    for (RegionNode other : others) {
      try (Connection connection = other.connect()) {
        gone.addAll(requests.valuesAbove(connection, surviving));
      }
    }
    failovers++;
    for (WorkloadSession session : sessions) {
      recorder.lost(session.name(), failovers, surviving, gone);
    }
    return gone.size();
  }

  /** What was done: operations, how many of them failed, reads by who served them. */
  @Override
  public String toString() {
    return succeeded.get()
        + " operations, "
        + failed
        + " more failed, reads "
        + new TreeMap<>(reads)
        + ", %.0f %% of them on replicas".formatted(replicaShare() * 100);
  }

  /** The share of the requests that only read that a standby or a subscriber served. */
  public double replicaShare() {
    long all = reads.values().stream().mapToLong(LongAdder::sum).sum();
    long home =
        reads.entrySet().stream()
            .filter(entry -> entry.getKey().endsWith("PRIMARY"))
            .mapToLong(entry -> entry.getValue().sum())
            .sum();
    return all == 0 ? 0 : (double) (all - home) / all;
  }

  private void work(WorkloadSession session, int process) {
    Random random = new Random(plan.seed() * 1_000 + process);
    Requests.Client client = new Requests.Client(random);
    while (!over && succeeded.get() < plan.operations()) {
      Outcome outcome = request(session, process, client);
      if (outcome == Outcome.OK) {
        succeeded.incrementAndGet();
        LockSupport.parkNanos(random.nextInt(THOUGHT_NANOS));
      } else {
        failed.incrementAndGet();
        LockSupport.parkNanos(AFTER_FAILURE_NANOS);
      }
    }
  }

  private Outcome request(WorkloadSession session, int process, Requests.Client client) {
    Random random = client.random;
    int kind = random.nextInt(100);
    boolean writes = kind < plan.writes();
    boolean transaction = kind == 0 || kind > 85;
    boolean snapshot = kind > 95;
    HistoryRecorder.Running running = recorder.begin(session.name(), process, snapshot);
    if (session.isFixedAtBegin()) {
      running.fix();
    }
    Outcome outcome = Outcome.FAILED;
    String served = "";
    try (Connection connection = session.connect()) {
      try {
        if (transaction) {
          connection.setReadOnly(!writes);
          connection.setAutoCommit(false);
          connection.setTransactionIsolation(
              snapshot
                  ? Connection.TRANSACTION_REPEATABLE_READ
                  : Connection.TRANSACTION_READ_COMMITTED);
        }
        outcome = writes && !transaction ? Outcome.UNKNOWN : Outcome.FAILED;
        for (int i = transaction ? 2 + random.nextInt(2) : 1; i > 0; i--) {
          if (writes && (!transaction || random.nextBoolean())) {
            requests.write(connection, running, client);
          } else {
            requests.read(connection, running, client);
          }
        }
        served = session.servedBy(connection);
        if (transaction) {
          outcome = writes ? Outcome.UNKNOWN : Outcome.FAILED;
          connection.commit();
        }
        outcome = Outcome.OK;
      } catch (SQLException e) {
        rollback(connection);
      }
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.DEBUG, "a request failed", e);
    }
    session.requestEnded();
    running.end(outcome, served);
    if (!writes && outcome == Outcome.OK) {
      String what =
          snapshot && transaction ? "snapshot" : transaction ? "transaction" : "autocommit";
      reads.computeIfAbsent(what + " at " + served, role -> new LongAdder()).increment();
    }
    return outcome;
  }

  /** The pool does it too; but a broken one is no news. */
  private static void rollback(Connection connection) {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.DEBUG, "rollback", e);
    }
  }
}
