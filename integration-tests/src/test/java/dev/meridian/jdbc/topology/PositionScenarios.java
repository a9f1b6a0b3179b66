package dev.meridian.jdbc.topology;

import static dev.meridian.jdbc.topology.Work.times;

import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Under what circumstances the right rules are proven on one version of PostgreSQL.
 *
 * <ol>
 *   <li>One after the other, since a second writer would end the idleness: idle writers.
 *   <li>At the same time, each in its own database: all others but one.
 *   <li>Alone again, since it takes the server away from all: the subscriber's crash.
 * </ol>
 */
final class PositionScenarios {

  private static final int SCALE = Integer.getInteger("proof.scale", 1);

  private record Scenario(PositionProof proof, int commitsEach) {}

  private final MultiRegionPostgres cluster;
  private final String version;
  private final List<Scenario> idle = new ArrayList<>();
  private final List<Scenario> together = new ArrayList<>();
  private final List<Scenario> alone = new ArrayList<>();

  PositionScenarios(MultiRegionPostgres cluster, String version) throws SQLException {
    this.cluster = cluster;
    this.version = version;
    writers();
    largeTransactions();
    otherShapes();
    disturbances();
  }

  List<Tally> run() throws InterruptedException, ExecutionException {
    List<Tally> tallies = new ArrayList<>();
    for (Scenario scenario : idle) {
      tallies.add(run(scenario));
    }
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Future<Tally>> running = new ArrayList<>();
      for (Scenario scenario : together) {
        running.add(threads.submit(() -> run(scenario)));
      }
      for (Future<Tally> each : running) {
        tallies.add(each.get());
      }
    } finally {
      threads.shutdownNow();
    }
    for (Scenario scenario : alone) {
      tallies.add(run(scenario));
    }
    return tallies;
  }

  private static Tally run(Scenario scenario) throws InterruptedException, ExecutionException {
    return scenario.proof.run(scenario.commitsEach * SCALE);
  }

  private void writers() throws SQLException {
    ProofDatabase quiet = database("quiet").subscribe("s", "", "proof");
    List<Work> one = List.of(Work.insert());
    List<Work> oneAsynchronous = List.of(Work.asynchronously());
    idle.add(subscriber("idle writer", quiet, one, 150));
    idle.add(subscriber("idle writer, asynchronous", quiet, oneAsynchronous, 30));
    idle.add(standby("idle writer", quiet, one, 150));
    idle.add(standby("idle writer, asynchronous", quiet, oneAsynchronous, 30));
    Scenario segment =
        standby("insert position at a header", quiet, List.of(Work.endingItsSegment()), 3);
    idle.add(new Scenario(segment.proof.with(TokenRule.INSERT), segment.commitsEach));

    ProofDatabase busy = database("busy").subscribe("s", "", "proof");
    List<Work> mixed =
        List.of(Work.insert(), Work.asynchronously(), Work.insert(), Work.asynchronously());
    together.add(subscriber("busy writers", busy, times(4, Work.insert()), 40));
    together.add(subscriber("busy writers, asynchronous", busy, times(3, mixed.get(1)), 25));
    together.add(standby("busy writers", busy, times(3, Work.insert()), 40));
    together.add(standby("busy writers, asynchronous", busy, times(3, mixed.get(1)), 25));
    Scenario insert = subscriber("insert position as token", busy, mixed, 15);
    together.add(new Scenario(insert.proof.with(TokenRule.INSERT), insert.commitsEach));
  }

  private void largeTransactions() throws SQLException {
    List<Work> works = List.of(Work.large(), Work.large(), Work.insert());
    ProofDatabase on = database("streamed").subscribe("s", "streaming = on", "proof");
    together.add(subscriber("large transactions, streamed", on, works, 25));
    together.add(standby("large transactions", on, works, 15));
    if (Integer.parseInt(version) >= 16) {
      ProofDatabase parallel = database("parallel").subscribe("s", "streaming = parallel", "proof");
      together.add(subscriber("large transactions, applied in parallel", parallel, works, 25));
    }
  }

  private void otherShapes() throws SQLException {
    ProofDatabase prepared = database("prepared").subscribe("s", "two_phase = true", "proof");
    together.add(
        subscriber(
            "two-phase commit",
            prepared,
            List.of(Work.inTwoPhases(), Work.inTwoPhases(), Work.insert()),
            30));

    ProofDatabase several =
        database("several")
            .subscribe("first", "", "proof")
            .subscribe("second", "", "second")
            .subscribe("third", "", "third");
    together.add(
        subscriber(
            "three subscriptions",
            several,
            times(2, Work.intoEach(List.of("proof", "second", "third"))),
            30));

    ProofDatabase partly = database("partly").subscribe("s", "", "proof");
    together.add(
        subscriber("unpublished tables", partly, List.of(Work.unpublished(), Work.insert()), 40));
  }

  private void disturbances() throws SQLException {
    ProofDatabase copied = database("copied").subscribe("s", "", "proof", "second");
    Scenario resync =
        subscriber("table copied again and again", copied, times(3, Work.insert()), 40);
    together.add(
        new Scenario(
            resync
                .proof
                .with(resync.proof.positions().ofReady("proof"))
                .with(new Resync(copied, "s")),
            resync.commitsEach));

    ProofDatabase crashing = database("crashing").subscribe("s", "", "proof");
    Scenario crash = subscriber("crash of the subscriber", crashing, times(2, Work.insert()), 60);
    alone.add(new Scenario(crash.proof.with(new SubscriberCrash(crashing)), crash.commitsEach));
  }

  private ProofDatabase database(String name) throws SQLException {
    return ProofDatabase.create(cluster, version, name);
  }

  private static Scenario subscriber(
      String scenario, ProofDatabase database, List<Work> works, int commitsEach) {
    return new Scenario(
        PositionProof.of("subscriber, " + scenario, database, false, works), commitsEach);
  }

  private static Scenario standby(
      String scenario, ProofDatabase database, List<Work> works, int commitsEach) {
    return new Scenario(
        PositionProof.of("standby, " + scenario, database, true, works), commitsEach);
  }
}
