package dev.meridian.failover;

import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.NodeKind;
import dev.meridian.testkit.RegionNode;
import dev.meridian.testkit.Vantage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * The primary is killed, and 1 s later the standby is promoted. All subjects write meanwhile, from
 * the region of the new primary and from another one; afterwards the old primary is the standby.
 */
final class PrimaryLoss {

  private static final Duration ALONE = Duration.ofSeconds(1);
  private static final Duration READY_WITHIN = Duration.ofSeconds(30);
  private static final Duration GIVEN_UP_AFTER = Duration.ofSeconds(15);
  private static final Duration RETRIES_EVERY = Duration.ofMillis(2);
  private static final String WRITE = "INSERT INTO written DEFAULT VALUES";
  private static final String WHO = "/* meridian: primary */ SELECT current_setting('port')";
  private static final String OWN = "server: promotion to the first accepted write";

  private record Application(Subject subject, String place, Client writer, Client asker) {}

  private final MultiRegionPostgres cluster;
  private final Figures figures;

  PrimaryLoss(MultiRegionPostgres cluster, Figures figures) {
    this.cluster = cluster;
    this.figures = figures;
  }

  /** One round. */
  void run(String elsewhere) throws Exception {
    RegionNode old = cluster.currentPrimary();
    RegionNode heir =
        cluster.nodes().stream()
            .filter(node -> node.kind() == NodeKind.STANDBY)
            .findFirst()
            .orElseThrow();
    cluster.awaitCaughtUp();
    Map<String, Vantage> places = new LinkedHashMap<>();
    places.put("there", cluster.from(heir.region()));
    places.put("elsewhere", cluster.from(elsewhere));
    List<AutoCloseable> open = new ArrayList<>();
    List<Application> applications = new ArrayList<>();
    places.forEach(
        (place, here) -> {
          for (Subject subject : Subject.values()) {
            DataSource source = subject.writing(here, old.region());
            Client writer = new Client(subject + " writes", source, WRITE);
            Client asker = new Client(subject + " asks", source, WHO);
            open.addAll(List.of(writer, asker, (AutoCloseable) source));
            applications.add(new Application(subject, place, writer, asker));
          }
        });
    for (Application application : applications) {
      if (!application.writer.await(Call::succeeded, READY_WITHIN)) {
        throw new SQLException(application.subject + " does not write " + application.place);
      }
    }
    old.kill();
    long killed = System.nanoTime();
    LockSupport.parkNanos(ALONE.toNanos());
    CompletableFuture<Long> accepted = CompletableFuture.supplyAsync(() -> firstWrite(heir));
    long promoted = System.nanoTime();
    heir.promote();
    long accepts = accepted.get();
    figures.millis(OWN, Subject.MERIDIAN, (accepts - promoted) / 1e6);
    for (Application application : applications) {
      measure(application, heir, killed, promoted, accepts);
    }
    CompletableFuture<?>[] closing =
        open.stream()
            .map(each -> CompletableFuture.runAsync(() -> close(each)))
            .toArray(CompletableFuture<?>[]::new);
    cluster.rebuild(old.region());
    CompletableFuture.allOf(closing).get(READY_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void measure(
      Application application, RegionNode heir, long killed, long promoted, long accepts) {
    Subject subject = application.subject;
    long left = accepts + GIVEN_UP_AFTER.toNanos() - System.nanoTime();
    Duration patience = Duration.ofNanos(Math.max(0, left));
    String port = Integer.toString(heir.port());
    first(
        application.place + ": until it reads from the new primary",
        subject,
        application.asker,
        call -> call.answer().equals(port),
        patience,
        accepts);
    long written =
        first(
            application.place + ": until its first committed write",
            subject,
            application.writer,
            call -> call.ended() - promoted > 0,
            patience,
            accepts);
    figures.failures(
        application.place + ": failed writes until then",
        subject,
        application.writer.calls().stream()
            .filter(call -> call.ended() - killed > 0 && call.ended() - written < 0)
            .toList());
  }

  private long first(
      String line,
      Subject subject,
      Client client,
      Predicate<Call> wanted,
      Duration patience,
      long since) {
    Predicate<Call> good = wanted.and(Call::succeeded);
    if (!client.await(good, patience)) {
      figures.never(line, subject);
      return System.nanoTime();
    }
    long at = client.calls().stream().filter(good).findFirst().orElseThrow().ended();
    figures.millis(line, subject, (at - since) / 1e6);
    return at;
  }

  /** Straight on the server, from before it was promoted on. */
  private static long firstWrite(RegionNode heir) {
    try (Connection connection = heir.connect();
        Statement statement = connection.createStatement()) {
      while (true) {
        try {
          statement.execute(WRITE);
          return System.nanoTime();
        } catch (SQLException stillInRecovery) {
          LockSupport.parkNanos(RETRIES_EVERY.toNanos());
        }
      }
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  private static void close(AutoCloseable each) {
    try {
      each.close();
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }
}
