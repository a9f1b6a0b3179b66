package dev.meridian.integration;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionNode;
import dev.meridian.testkit.Vantage;
import dev.meridian.testkit.history.Failover;
import dev.meridian.testkit.history.History;
import dev.meridian.testkit.history.Outcome;
import dev.meridian.testkit.history.Plan;
import dev.meridian.testkit.history.SessionChecker;
import dev.meridian.testkit.history.Violation;
import dev.meridian.testkit.history.Weather;
import dev.meridian.testkit.history.Weather.Season;
import dev.meridian.testkit.history.Workload;
import dev.meridian.testkit.history.WorkloadSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Sessions in every region of a world, the workload in them, and what it shows. */
final class HistoryWorld implements AutoCloseable {

  /** What a run left. */
  record Result(History history, List<Violation> violations, double replicaShare, String words) {

    /** How many succeeded. */
    int operations() {
      return (int) history.operations().stream().filter(one -> one.outcome() == Outcome.OK).count();
    }
  }

  private final MultiRegionPostgres cluster;
  private final BrokenDriver driver;
  private final Path folder;
  private final Path keys;
  private Season season = Season.CHANGEABLE;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final List<MeridianDataSource> sources = new ArrayList<>();
  private final List<WorkloadSession> sessions = new ArrayList<>();

  HistoryWorld(MultiRegionPostgres cluster, Breakage breakage) throws IOException {
    this.cluster = cluster;
    this.driver = new BrokenDriver(breakage);
    this.folder = Files.createTempDirectory("history");
    this.keys = ApplicationNode.keyFile(folder, 1);
  }

  /** One more session: a whole data source. */
  HistoryWorld whole(Vantage here) {
    MeridianDataSource source = MeridianDataSource.builder().url(Refusal.freshUrl(here)).build();
    sources.add(source);
    sessions.add(new DataSourceSession(here.region() + "-" + sessions.size(), source));
    return this;
  }

  /** More sessions: they hop between the same application nodes, one a region. */
  HistoryWorld hopping(int count, List<Vantage> here) throws ReflectiveOperationException {
    List<String> names =
        IntStream.range(sessions.size(), sessions.size() + count)
            .mapToObj(number -> "hopping-" + number)
            .toList();
    List<String> urls =
        here.stream()
            .map(vantage -> Refusal.freshUrl(vantage) + "&tokenKeys=file:" + keys)
            .toList();
    sessions.addAll(driver.hopping(names, urls));
    return this;
  }

  Result run(Plan plan, String prefix) throws Exception {
    return run(plan, prefix, null);
  }

  /** What the weather is to be like. */
  HistoryWorld weather(Season expected) {
    season = expected;
    return this;
  }

  /** With a failover after two thirds of the time, if there is to be one. */
  Result run(Plan plan, String prefix, @Nullable Failover failover) throws Exception {
    warm();
    Workload workload = new Workload(plan, prefix, sessions);
    Future<History> running = thread.submit(workload::run);
    Duration before = plan.atMost().multipliedBy(2).dividedBy(3);
    int disturbances;
    try {
      disturbances = weather(plan.seed(), running, before);
      if (failover != null) {
        failover.run(cluster, workload);
      }
      disturbances += weather(plan.seed() + 1, running, plan.atMost().minus(before));
    } finally {
      workload.end();
    }
    History history = running.get();
    List<Violation> violations = SessionChecker.check(history);
    String words =
        "seed %d: %s, %d disturbances, %s, %d findings"
            .formatted(
                plan.seed(),
                workload,
                disturbances,
                failover == null ? "no failover" : failover,
                violations.size());
    return new Result(history, violations, workload.replicaShare(), words);
  }

  private int weather(long seed, Future<History> running, Duration atMost) throws Exception {
    try (Weather weather = new Weather(cluster, seed, season)) {
      try {
        running.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException stillRunning) {
        return weather.disturbances();
      }
      return weather.disturbances();
    }
  }

  // What a start costs is not what the run's time is for.
  private void warm() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(sessions.size());
    try {
      for (Future<Void> warmed : threads.invokeAll(sessions.stream().map(this::warming).toList())) {
        warmed.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private Callable<Void> warming(WorkloadSession session) {
    return () -> {
      for (int i = cluster.nodes().size(); i > 0; i--) {
        try (Connection connection = session.connect()) {
          Sql.query(connection, "SELECT count(*) FROM history_register");
        }
        session.requestEnded();
      }
      return null;
    };
  }

  /** Where an application is in every region. */
  static List<Vantage> everywhere(MultiRegionPostgres cluster) {
    return cluster.nodes().stream().map(RegionNode::region).map(cluster::from).toList();
  }

  @Override
  public void close() throws IOException {
    thread.shutdownNow();
    sources.forEach(MeridianDataSource::close);
    sessions.forEach(WorkloadSession::close);
    Files.deleteIfExists(keys);
    Files.deleteIfExists(folder);
  }
}
