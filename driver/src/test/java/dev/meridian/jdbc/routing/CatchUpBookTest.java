package dev.meridian.jdbc.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.topology.Node;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.PrimaryTimeline;
import dev.meridian.jdbc.topology.Topology;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CatchUpBookTest {

  private static final long MILLI = 1_000_000;

  private final CatchUpBook book = new CatchUpBook();
  private long now = 1;

  private static NodeState node(int index, Role role, long millis) {
    return new NodeState(
        new Node(index, "h" + index, 5432, null, null),
        role,
        true,
        1,
        null,
        Lsn.ZERO,
        null,
        null,
        false,
        1,
        1,
        millis * MILLI,
        null,
        null);
  }

  private final NodeState primary = node(0, Role.PRIMARY, 100);
  private final NodeState near = node(1, Role.STANDBY, 1);
  private final NodeState far = node(2, Role.STANDBY, 30);

  private static Topology world(NodeState primary, NodeState... replicas) {
    return new Topology(List.of(replicas), primary, null, null, PrimaryTimeline.EMPTY);
  }

  private long patience(NodeState replica, @Nullable NodeState otherwise, boolean positionKnown) {
    return patience(replica, otherwise, false, positionKnown);
  }

  private long patience(
      NodeState replica, @Nullable NodeState otherwise, boolean ranked, boolean positionKnown) {
    return patience(replica, otherwise, ranked, positionKnown, new Gathering());
  }

  private long patience(
      NodeState replica,
      @Nullable NodeState otherwise,
      boolean ranked,
      boolean positionKnown,
      Gathering gathering) {
    return book.worthwhileNanos(
            replica, otherwise, ranked, positionKnown, world(primary, near, far), gathering, now)
        / MILLI;
  }

  @Test
  void waitsForWhatIsWantedAsLongAsThatUsuallyTakes() {
    assertThat(patience(far, near, false, true)).as("30 ms instead of 1").isZero();
    now += 2_000 * MILLI;
    assertThat(patience(far, near, true, true)).isBetween(60L, 300L);
    for (int i = 0; i < 20; i++) {
      book.caughtUp(far, 400 * MILLI, true, now);
    }
    assertThat(patience(far, near, true, true)).isBetween(430L, 1_000L);
    assertThat(patience(far, near, true, false)).isBetween(430L, 1_000L);
    assertThat(patience(far, near, true, false)).as("at once again").isBetween(430L, 1_000L);
  }

  @Test
  void waitsLongerEachTimeForWhatIsWantedUntilItKnows() {
    long first = patience(near, near, true, true);
    long least = first;
    for (int i = 0; i < 8; i++) {
      book.gaveUp(near, now);
      now += 6_000 * MILLI;
      assertThat(patience(near, near, true, true)).isGreaterThanOrEqualTo(least);
      least = patience(near, near, true, true);
    }
    assertThat(least).isGreaterThan(first).isBetween(1_000L, 5_000L);
  }

  @Test
  void waitsNearbyAboutAsLongAsThePrimaryWouldTake() {
    assertThat(patience(near, null, true)).isBetween(100L, 200L);
    assertThat(patience(near, null, false)).isBetween(100L, 200L);
  }

  @Test
  void doesNotWaitWhereTheWaitsTakeLongerThanGoingToThePrimary() {
    for (int i = 0; i < 10; i++) {
      book.caughtUp(near, 150 * MILLI, true, now);
    }
    assertThat(patience(near, null, true)).isZero();
    book.caughtUp(far, 40 * MILLI, true, now);
    assertThat(patience(far, null, true)).as("40 ms, and 30 to read").isPositive();
  }

  @Test
  void triesAgainAfterAWhileWhatDidNotPay() {
    book.caughtUp(near, 150 * MILLI, true, now);
    assertThat(patience(near, null, true)).isZero();
    now += 100 * MILLI;
    assertThat(patience(near, null, true)).isZero();
    now += 150 * MILLI;
    assertThat(patience(near, null, true)).isPositive();
  }

  @Test
  void learnsNothingFromWaitsThatBeganWithAQuestion() {
    for (int i = 0; i < 10; i++) {
      book.caughtUp(near, 150 * MILLI, false, now);
    }
    assertThat(patience(near, null, true)).isPositive();
  }

  @Test
  void comparesWithTheReplicaThatIsReady() {
    NodeState ready = node(2, Role.STANDBY, 20);
    assertThat(patience(near, ready, true)).isBetween(20L, 60L);
    book.caughtUp(near, 50 * MILLI, true, now);
    assertThat(patience(near, ready, true)).as("20 ms instead of 50").isZero();
  }

  @Test
  void asksThePrimaryForTheSakeOfADistantReplicaNowAndThenOnly() {
    Gathering session = new Gathering();
    assertThat(patience(far, null, false, true, session)).as("nothing to ask").isPositive();
    assertThat(patience(far, null, false, false, session)).isZero();
    now += 250 * MILLI;
    long patience = patience(far, null, false, false, session);
    assertThat(patience).as("100 to ask, 60 to wait and read").isBetween(240L, 400L);
    assertThat(patience(far, null, false, false, session)).as("all").isEqualTo(patience);
    now += 2 * patience * MILLI;
    assertThat(patience(far, null, false, false, session)).isZero();
  }

  @Test
  void triesWhatDoesNotPayForOneReadForTheSakeOfTheReadsAfterIt() {
    Gathering session = new Gathering();
    NodeState ready = node(3, Role.STANDBY, 50);
    assertThat(patience(far, ready, false, true, session)).as("60 for 50").isPositive();
    NodeState readyToo = node(3, Role.STANDBY, 46);
    assertThat(patience(far, readyToo, false, true, session)).as("60 for 46").isZero();
    now += 250 * MILLI;
    assertThat(patience(far, readyToo, false, true, session)).isBetween(90L, 300L);
  }

  @Test
  void triesMuchLongerOnlyAfterWaitsInVainAndLeavesThePauseThen() {
    Gathering session = new Gathering();
    long usual = patience(near, null, false, true, session);
    for (int i = 0; i < 5; i++) {
      book.gaveUp(near, now);
    }
    assertThat(patience(near, null, false, true, session)).isZero();
    now += 250 * MILLI;
    long trial = patience(near, null, false, true, session);
    assertThat(trial).isGreaterThan(2 * usual).isLessThan(1_000L);
    book.caughtUp(near, 300 * MILLI, false, now);
    assertThat(patience(near, null, true)).as("others still pause").isZero();
  }

  @Test
  void givesUpForLongerEachTimeThatItWaitedInVain() {
    long paused = 0;
    for (int i = 0; i < 3; i++) {
      book.gaveUp(near, now);
      long began = now;
      while (patience(near, null, true) == 0) {
        now += 10 * MILLI;
      }
      assertThat(now - began).isGreaterThan(paused);
      paused = now - began;
    }
  }
}
