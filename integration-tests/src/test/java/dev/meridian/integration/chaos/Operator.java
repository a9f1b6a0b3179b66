package dev.meridian.integration.chaos;

import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.NodeKind;
import dev.meridian.testkit.RegionNode;
import dev.meridian.testkit.WanLink;
import dev.meridian.testkit.history.Succession;
import dev.meridian.testkit.history.Workload;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;

/**
 * Replaces a primary as its operator does, while applications go on.
 *
 * <ol>
 *   <li>The primary ends, and is fenced: no application and no replica reaches it any more.
 *   <li>The subscriber's subscription is switched off. The standby that is furthest is promoted,
 *       the others follow it.
 *   <li>The old primary is started, fenced, and asked for what was lost with it. It may then be let
 *       out as it is, writable: nobody may write to it who knows of the new one.
 *   <li>It becomes a standby from a fresh copy. The subscriber subscribes anew, and copies all.
 * </ol>
 *
 * <p>Not threadsafe.
 */
final class Operator {

  private static final Duration BEHIND_BY = Duration.ofMillis(400);
  private static final Duration LOOKS_EVERY = Duration.ofMillis(100);
  private static final Duration NOTICED_WITHIN = Duration.ofSeconds(2);
  private static final Duration COPIED_WITHIN = Duration.ofSeconds(60);
  private static final String CONTENT =
      "SELECT (SELECT count(*) FROM ledger) || ' rows, register '"
          + " || (SELECT coalesce(sum(version), 0) FROM history_register) || ', lists '"
          + " || (SELECT coalesce(sum(cardinality(items)), 0) FROM history_list)";

  private final MultiRegionPostgres cluster;
  private final Workload workload;
  private final Ledger ledger;
  private final Patience patience;
  private final List<Fork> forks = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();

  /**
   * @param patience also how long applications may take to write to a new primary
   */
  Operator(MultiRegionPostgres cluster, Workload workload, Ledger ledger, Patience patience) {
    this.cluster = cluster;
    this.workload = workload;
    this.ledger = ledger;
    this.patience = patience;
  }

  /**
   * Does it.
   *
   * @param promoted what happens as soon as there is a new primary
   * @return what was done, in words
   */
  String failOver(Step step, Runnable promoted) throws SQLException {
    RegionNode old = cluster.currentPrimary();
    end(old, step);
    fence(old);
    cutFeeds();
    long fenced = System.nanoTime();
    List<RegionNode> subscribers =
        cluster.nodes().stream().filter(node -> node.kind() == NodeKind.SUBSCRIBER).toList();
    for (RegionNode subscriber : subscribers) {
      subscriber.disableSubscription();
    }
    Succession succession = Succession.prepare(cluster);
    RegionNode heir = succession.heir();
    int ahead = workload.lost(heir, subscribers);
    Set<Long> kept = ledger.rows(heir).keySet();
    succession.promote();
    long since = System.nanoTime();
    long position =
        Long.parseLong(
            Objects.requireNonNull(
                heir.query("SELECT (pg_last_wal_replay_lsn() - '0/0')::bigint")));
    promoted.run();
    // What was healed then may be a link to it.
    fence(old);
    List<CompletableFuture<Void>> copies =
        subscribers.stream()
            .map(subscriber -> CompletableFuture.runAsync(() -> subscribeAnew(subscriber)))
            .toList();
    old.start();
    Map<Long, Long> tail = new HashMap<>(ledger.rows(old));
    tail.keySet().removeAll(kept);
    forks.add(new Fork(old.region(), fenced, position, kept, tail));
    List<String> late = ledger.awaitProgress(since, patience.untilWritten());
    late.forEach(who -> findings.add(step + ": does not write to " + heir + ": " + who));
    long took = System.nanoTime() - since;
    if (step.returns()) {
      letOut(old, step);
    }
    old.stop();
    cluster.rebuild(old.region());
    links(old).forEach(WanLink::restore);
    copies.forEach(CompletableFuture::join);
    return "%s took over from %s: %d rows lost, a subscriber was ahead by %d values, all wrote after %.1f s"
        .formatted(heir.region(), old.region(), tail.size(), ahead, took / 1e9);
  }

  private void end(RegionNode old, Step step) {
    long alone = Duration.ofMillis(step.millis()).toNanos();
    switch (step.kind()) {
      case SWITCHOVER -> old.stop();
      case PARTITION -> {
        links(old).forEach(WanLink::drop);
        cluster.nodes().stream()
            .filter(node -> node.kind() != NodeKind.PRIMARY)
            .forEach(replica -> cluster.replicationLink(replica.region()).drop());
        LockSupport.parkNanos(alone);
        old.kill();
        return;
      }
      case SEIZURE -> {
        old.freeze();
        LockSupport.parkNanos(alone);
        old.kill();
        return;
      }
      default -> {
        if (step.millis() % 2 == 0) {
          leaveBehind();
        }
        old.kill();
      }
    }
    LockSupport.parkNanos(alone);
  }

  /** For a moment no standby receives what the applications, and a subscriber, get to see. */
  private void leaveBehind() {
    cluster.nodes().stream()
        .filter(node -> node.kind() == NodeKind.STANDBY)
        .forEach(standby -> cluster.replicationLink(standby.region()).stall());
    LockSupport.parkNanos(BEHIND_BY.toNanos());
  }

  /** What it had sent the replicas and was under way does not arrive any more. */
  private void cutFeeds() {
    for (RegionNode node : cluster.nodes()) {
      if (node.kind() != NodeKind.PRIMARY) {
        WanLink feed = cluster.replicationLink(node.region());
        feed.reset();
        feed.restore();
      }
    }
  }

  /** What was under way between it and the applications arrives nowhere any more. */
  private void fence(RegionNode old) {
    for (WanLink link : links(old)) {
      link.restore();
      link.refuse();
      link.reset();
    }
  }

  private List<WanLink> links(RegionNode node) {
    return cluster.nodes().stream()
        .map(here -> cluster.from(here.region()).linkTo(node.region()))
        .toList();
  }

  private void letOut(RegionNode old, Step step) throws SQLException {
    String before = old.query(CONTENT);
    links(old).forEach(WanLink::restore);
    long deadline = System.nanoTime() + patience.outFor().toNanos();
    while (Objects.equals(before, old.query(CONTENT)) && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(LOOKS_EVERY.toNanos());
    }
    fence(old);
    String after = old.query(CONTENT);
    if (!Objects.equals(before, after)) {
      findings.add(
          step + ": " + old + " was replaced, and is written to: " + before + ", then " + after);
    }
  }

  /** Whoever reads it has time to notice that it holds nothing any more. */
  private void subscribeAnew(RegionNode subscriber) {
    try {
      subscriber.subscription().abandon();
      LockSupport.parkNanos(NOTICED_WITHIN.toNanos());
      cluster.subscribe(subscriber.region(), COPIED_WITHIN);
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  List<Fork> forks() {
    return List.copyOf(forks);
  }

  List<String> findings() {
    return List.copyOf(findings);
  }
}
