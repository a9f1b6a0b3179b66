package dev.meridian.integration.chaos;

import dev.meridian.integration.BrokenDriver;
import dev.meridian.integration.DataSourceSession;
import dev.meridian.integration.HoppingSession;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.Vantage;
import dev.meridian.testkit.history.WorkloadSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Applications in every region: in each one whose data source is one session, and a node of a
 * backend whose clients hop between all its nodes. One more may not leave its {@linkplain Resident
 * place}.
 */
final class Applications {

  /** More settings, as they stand in a URL: {@code -Dmeridian.chaos.settings="maxLag=5s"}. */
  private static final String SETTINGS =
      System.getProperty(
          "meridian.chaos.settings",
          "connectTimeout=2&socketTimeout=4&abortAfter=2s&borrowTimeout=3s");

  private static final String HOPPING_WRITER = "writer-hopping";
  private static final int HOPPING = 3;
  private static final Duration CLOSES_WITHIN = Duration.ofSeconds(30);

  private final Watch watch;
  private final List<WatchedSession> readers = new ArrayList<>();
  private final List<WatchedSession> writers = new ArrayList<>();
  private final Map<String, Integer> turns;
  private final Path keys;

  Applications(MultiRegionPostgres cluster, Resident resident, BrokenDriver driver, Watch watch)
      throws ReflectiveOperationException, IOException {
    this.watch = watch;
    this.keys = Files.createTempFile("chaos", ".keys");
    Files.writeString(keys, Base64.getEncoder().encodeToString(new byte[32]));
    List<Vantage> everywhere =
        cluster.nodes().stream().map(node -> cluster.from(node.region())).toList();
    List<String> regions = everywhere.stream().map(Vantage::region).toList();
    List<String> whole = everywhere.stream().map(here -> url(here, "whole")).toList();
    List<String> backend = everywhere.stream().map(here -> url(here, "backend")).toList();
    add(readers, driver.sessions(DataSourceSession.class, regions, whole));
    List<String> names =
        IntStream.rangeClosed(1, HOPPING).mapToObj(number -> "hopping-" + number).toList();
    add(readers, driver.sessions(HoppingSession.class, names, backend));
    String bound = resident.url() + "&" + SETTINGS;
    add(readers, driver.sessions(DataSourceSession.class, List.of(Resident.NAME), List.of(bound)));
    // Who writes all the time reads from the primary: that is not to be the readers' lot.
    for (int i = 0; i < regions.size(); i++) {
      List<String> name = List.of("writer-" + regions.get(i));
      add(writers, driver.sessions(HoppingSession.class, name, whole.subList(i, i + 1)));
    }
    add(writers, driver.sessions(HoppingSession.class, List.of(HOPPING_WRITER), backend));
    turns = Map.of(HOPPING_WRITER, backend.size());
  }

  private void add(List<WatchedSession> to, List<WorkloadSession> more) {
    more.forEach(session -> to.add(new WatchedSession(session, watch)));
  }

  private String url(Vantage here, String name) {
    return here.meridianUrl()
        + "&"
        + SETTINGS
        + "&ApplicationName="
        + name
        + "&tokenKeys=file:"
        + keys;
  }

  /** Sessions for the workload. */
  List<WatchedSession> readers() {
    return List.copyOf(readers);
  }

  /** Sessions for the ledger. */
  List<WatchedSession> writers() {
    return List.copyOf(writers);
  }

  /** How many application nodes a writer hops between, by name; others are one. */
  Map<String, Integer> turns() {
    return turns;
  }

  /** Closes all; what does not return in time. */
  List<String> close() throws IOException, InterruptedException, ExecutionException {
    List<String> findings = new ArrayList<>();
    for (WatchedSession session : Stream.of(readers, writers).flatMap(List::stream).toList()) {
      try {
        CompletableFuture.runAsync(session::close)
            .get(CLOSES_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        findings.add("close() of " + session.name() + " does not return");
      }
    }
    Files.deleteIfExists(keys);
    return findings;
  }
}
