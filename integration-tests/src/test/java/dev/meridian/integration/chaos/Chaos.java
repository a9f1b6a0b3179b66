package dev.meridian.integration.chaos;

import dev.meridian.integration.BrokenDriver;
import dev.meridian.integration.chaos.FaultKind.Sort;
import dev.meridian.integration.chaos.Faults.Wound;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.NodeKind;
import dev.meridian.testkit.RegionNode;
import dev.meridian.testkit.WanModel;
import dev.meridian.testkit.history.History;
import dev.meridian.testkit.history.Plan;
import dev.meridian.testkit.history.SessionChecker;
import dev.meridian.testkit.history.Workload;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One schedule of faults in one world, under load, and all that is found. After each fault the
 * world is whole again, and every application has to write again, before the next. Used once.
 */
final class Chaos {

  /**
   * What is shown.
   *
   * @param words what was done
   * @param findings what must not have happened
   * @param history what readers saw
   */
  record Report(String words, List<String> findings, History history) {
    Report {
      findings = List.copyOf(findings);
    }
  }

  /** What a call may take: a connect and an answer from each node, and a wait for a connection. */
  private static final Duration CALL_LIMIT = Duration.ofSeconds(30);

  private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);
  private static final Duration DISTANCE = Duration.ofMillis(10);
  private static final List<String> REGIONS =
      List.of("us-east-1", "eu-west-1", "us-west-2", "ap-east-1");

  private final Schedule schedule;
  private final Patience patience;
  private final Consumer<String> progress;
  private final List<String> findings = new ArrayList<>();
  private final long began = System.nanoTime();

  Chaos(Schedule schedule, Patience patience, Consumer<String> progress) {
    this.schedule = schedule;
    this.patience = patience;
    this.progress = progress;
  }

  /** A primary, two standbys, a subscriber, 10 ms apart. */
  static MultiRegionPostgres world() {
    WanModel near = WanModel.none();
    for (String one : REGIONS) {
      for (String other : REGIONS) {
        near = one.equals(other) ? near : near.with(one, other, DISTANCE);
      }
    }
    return MultiRegionPostgres.builder()
        .primary(REGIONS.get(0))
        .standby(REGIONS.get(1))
        .standby(REGIONS.get(2))
        .subscriber(REGIONS.get(3))
        .roundTrips(near)
        .parameter("max_connections", "300")
        .parameter("wal_sender_timeout", "3s")
        .parameter("wal_receiver_timeout", "3s")
        // What is copied with every rebuilding.
        .parameter("wal_keep_size", "96MB")
        .parameter("min_wal_size", "32MB")
        .parameter("max_wal_size", "128MB")
        .schema(Workload.schema().toArray(String[]::new))
        .schema(Ledger.TABLE)
        .start();
  }

  /** Runs it all. */
  Report run(MultiRegionPostgres cluster, BrokenDriver driver) throws Exception {
    say(schedule.toString());
    Plan plan = new Plan(schedule.seed(), Integer.MAX_VALUE, Duration.ZERO, 2, 3);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Watch watch = new Watch(CALL_LIMIT)) {
      Resident resident = new Resident(cluster);
      Applications applications = new Applications(cluster, resident, driver, watch);
      Workload workload = new Workload(plan, "c" + began + "-", applications.readers());
      Future<History> running = thread.submit(workload::run);
      Ledger ledger = new Ledger(applications.writers(), applications.turns());
      Operator operator = new Operator(cluster, workload, ledger, patience);
      settle(cluster, ledger, "at the beginning");
      for (Step step : schedule.steps()) {
        if (!watch.isHung()) {
          take(step, cluster, operator, ledger);
        }
      }
      workload.end();
      if (!ledger.end(ENDS_WITHIN)) {
        findings.add("writers do not end");
      }
      History history = running.get(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      findings.addAll(watch.findings());
      findings.addAll(operator.findings());
      SessionChecker.check(history).forEach(violation -> findings.add(violation.toString()));
      findings.addAll(PastFork.of(history));
      LedgerAudit audit = audit(cluster, ledger, operator);
      findings.addAll(audit.findings());
      findings.addAll(applications.close());
      findings.addAll(resident.findings());
      String words =
          "%s in %.0f s, %d failovers: %s; %s; %s; %s; %d findings"
              .formatted(
                  schedule,
                  (System.nanoTime() - began) / 1e9,
                  operator.forks().size(),
                  workload,
                  audit,
                  resident,
                  watch,
                  findings.size());
      say(words);
      return new Report(words, findings, history);
    } finally {
      thread.shutdownNow();
    }
  }

  private void take(Step step, MultiRegionPostgres cluster, Operator operator, Ledger ledger)
      throws SQLException {
    say(step.toString());
    Faults faults = new Faults(cluster);
    List<Wound> wounds = new ArrayList<>();
    if (step.along() != null) {
      wounds.add(faults.inflict(step.along(), step.beside()));
    }
    if (step.kind().sort == Sort.FAILOVER) {
      say("    " + wounds + " " + operator.failOver(step, () -> heal(wounds)));
    } else {
      wounds.add(faults.inflict(step.kind(), step));
      say("    " + wounds);
      LockSupport.parkNanos(Duration.ofMillis(step.millis()).toNanos());
      heal(wounds);
    }
    long healed = System.nanoTime();
    settle(cluster, ledger, step.toString());
    say("    all write again after %.1f s".formatted((System.nanoTime() - healed) / 1e9));
    wounds.forEach(Wound::tidy);
  }

  private static void heal(List<Wound> wounds) {
    try {
      for (Wound wound : wounds) {
        wound.heal();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("a fault is not healed: " + wounds, e);
    }
  }

  private void settle(MultiRegionPostgres cluster, Ledger ledger, String when) throws SQLException {
    cluster.awaitCaughtUp();
    long since = System.nanoTime();
    for (String late : ledger.awaitProgress(since, patience.untilWritten())) {
      findings.add(when + ": all is well, and who does not write is " + late);
    }
  }

  private static LedgerAudit audit(MultiRegionPostgres cluster, Ledger ledger, Operator operator)
      throws SQLException {
    cluster.awaitCaughtUp();
    Map<String, Set<Long>> others = new HashMap<>();
    for (RegionNode node : cluster.nodes()) {
      if (node.kind() != NodeKind.PRIMARY) {
        others.put(node.region(), ledger.rows(node).keySet());
      }
    }
    return LedgerAudit.of(
        ledger.entries(), operator.forks(), ledger.rows(cluster.currentPrimary()).keySet(), others);
  }

  private void say(String line) {
    progress.accept("%6.1f s  %s".formatted((System.nanoTime() - began) / 1e9, line));
  }
}
