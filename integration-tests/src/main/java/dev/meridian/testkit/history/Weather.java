package dev.meridian.testkit.history;

import dev.meridian.testkit.Database;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.NodeKind;
import dev.meridian.testkit.RegionNode;
import dev.meridian.testkit.TableName;
import dev.meridian.testkit.TableResync;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Disturbs the replication of a world until it is closed, and then mends it: replay pauses,
 * subscriptions that are off for a while, delays of up to a second, commits held back, now and then
 * a table that is copied again, or a subscriber that is restarted.
 */
public final class Weather implements AutoCloseable {

  // One way, in milliseconds.
  private static final int DELAY = 50;
  private static final int LONGEST_DELAY = 1_000;
  private static final Duration NOTICED_WITHIN = Duration.ofSeconds(2);
  private static final Duration COPIED_WITHIN = Duration.ofSeconds(90);

  /** What happens to a replica. */
  public enum Kind {
    /** Nothing is replayed, or applied, for a while. */
    PAUSE,
    /** Another distance to the primary. */
    DELAY,
    /** What was received stops at the end of a transaction. */
    HOLD_COMMITS,
    /** A subscriber's table is emptied and copied. For a standby a pause. */
    COPY_AGAIN,
    /** Of a subscriber. For a standby a pause. */
    RESTART
  }

  /**
   * What is to be expected.
   *
   * @param kinds what happens, as often as it is in the list
   * @param calmMillis so long at most nothing happens in between
   * @param spellMillis so long at most something lasts
   * @param where the replicas that it happens to
   */
  public record Season(List<Kind> kinds, int calmMillis, int spellMillis, Set<NodeKind> where) {

    /** Everything, the costly seldom. */
    public static final Season CHANGEABLE =
        new Season(
            Stream.of(
                    Collections.nCopies(11, Kind.PAUSE),
                    Collections.nCopies(5, Kind.DELAY),
                    Collections.nCopies(3, Kind.HOLD_COMMITS),
                    List.of(Kind.COPY_AGAIN, Kind.RESTART))
                .flatMap(List::stream)
                .toList(),
            500,
            1_000,
            Set.of(NodeKind.STANDBY, NodeKind.SUBSCRIBER));

    /** What passes quickly. */
    public static final Season MILD =
        new Season(
            List.of(Kind.PAUSE, Kind.PAUSE, Kind.DELAY, Kind.HOLD_COMMITS),
            500,
            1_000,
            CHANGEABLE.where);

    public Season {
      kinds = List.copyOf(kinds);
      where = Set.copyOf(where);
    }
  }

  private final MultiRegionPostgres cluster;
  private final Season season;
  private final Random random;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;
  private final AtomicInteger disturbances = new AtomicInteger();
  private volatile String trouble = "";

  /** Begins at once. */
  public Weather(MultiRegionPostgres cluster, long seed, Season season) {
    this.cluster = cluster;
    this.season = season;
    this.random = new Random(seed);
    this.thread = new Thread(this::blow, "weather");
    thread.setDaemon(true);
    thread.start();
  }

  private void blow() {
    List<RegionNode> replicas = cluster.nodes().stream().filter(this::isFed).toList();
    try {
      commitsWait();
      while (!lasts(season.calmMillis())) {
        disturb(replicas.get(random.nextInt(replicas.size())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException | RuntimeException e) {
      trouble = e.toString();
    }
  }

  /** After a failover a subscriber has nobody to receive from, until it subscribes anew. */
  private boolean isFed(RegionNode node) {
    return season.where().contains(node.kind())
        && (node.kind() == NodeKind.STANDBY || isRunning(node.subscription().publisher()));
  }

  private boolean isRunning(Database publisher) {
    return cluster.nodes().stream()
        .anyMatch(each -> each.isRunning() && each.directUrl().equals(publisher.url()));
  }

  private void disturb(RegionNode replica) throws SQLException, InterruptedException {
    disturbances.incrementAndGet();
    boolean subscriber = replica.kind() == NodeKind.SUBSCRIBER;
    Kind kind = season.kinds().get(random.nextInt(season.kinds().size()));
    if (kind == Kind.RESTART && subscriber) {
      replica.restart();
    } else if (kind == Kind.COPY_AGAIN && subscriber) {
      TableName table = TableName.of(random.nextBoolean() ? "history_register" : "history_list");
      copyAgain(replica, table);
    } else if (kind == Kind.HOLD_COMMITS) {
      holdCommits(replica);
    } else if (kind == Kind.DELAY) {
      int delay = random.nextInt(8) == 0 ? LONGEST_DELAY : random.nextInt(4) * DELAY;
      cluster.replicationLink(replica.region()).roundTrip(Duration.ofMillis(2L * delay));
    } else if (subscriber) {
      replica.disableSubscription();
      pause();
      replica.enableSubscription();
    } else {
      replica.pauseReplay();
      pause();
      replica.resumeReplay();
    }
  }

  /** As an operator is told to: whoever reads the subscriber has time to notice. */
  private void copyAgain(RegionNode subscriber, TableName table)
      throws SQLException, InterruptedException {
    cluster.replicationLink(subscriber.region()).restore();
    TableResync resync = new TableResync(subscriber.subscription(), table);
    resync.leaveOut();
    Thread.sleep(NOTICED_WITHIN.toMillis());
    resync.copyAgain(COPIED_WITHIN);
  }

  /** What was received is there, but not to be seen: each COMMIT is held at its end for a while. */
  private void holdCommits(RegionNode replica) throws SQLException, InterruptedException {
    if (replica.kind() == NodeKind.STANDBY) {
      configured(replica, "recovery_min_apply_delay", "200ms");
    } else {
      // Waits with all done but to show it, as if for a standby of the subscriber's.
      configured(replica, "synchronous_standby_names", "nobody");
    }
  }

  private void configured(RegionNode node, String setting, String value)
      throws SQLException, InterruptedException {
    node.execute("ALTER SYSTEM SET " + setting + " = '" + value + "'");
    node.execute("SELECT pg_reload_conf()");
    try {
      pause();
    } finally {
      node.execute("ALTER SYSTEM RESET " + setting);
      node.execute("SELECT pg_reload_conf()");
    }
  }

  private void commitsWait() throws SQLException {
    for (RegionNode node : cluster.nodes()) {
      if (node.kind() == NodeKind.SUBSCRIBER && node.isRunning()) {
        String name = node.query("SELECT subname FROM pg_subscription LIMIT 1");
        node.execute("ALTER SUBSCRIPTION \"" + name + "\" SET (synchronous_commit = 'on')");
      }
    }
  }

  private void pause() throws InterruptedException {
    lasts(season.spellMillis());
  }

  /** Waits for a tenth of it at least; true if it is all over before. */
  private boolean lasts(int mostMillis) throws InterruptedException {
    int least = mostMillis / 10;
    return over.await(least + random.nextInt(mostMillis - least), TimeUnit.MILLISECONDS);
  }

  /** How many there were so far. */
  public int disturbances() {
    return disturbances.get();
  }

  /** Ends it; throws what had gone wrong meanwhile. */
  @Override
  public void close() throws SQLException {
    over.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    cluster.nodes().stream()
        .filter(this::isFed)
        .forEach(replica -> cluster.replicationLink(replica.region()).restore());
    if (!trouble.isEmpty()) {
      throw new SQLException("the weather ended early: " + trouble);
    }
  }
}
