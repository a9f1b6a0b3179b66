package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Consistency;
import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.api.Setting;
import dev.meridian.jdbc.api.Settings;
import dev.meridian.jdbc.routing.Coverage;
import dev.meridian.jdbc.routing.Decision;
import dev.meridian.jdbc.routing.ReadNeed;
import dev.meridian.jdbc.routing.Router;
import dev.meridian.jdbc.routing.Verdict;
import dev.meridian.jdbc.session.SeenState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random histories of one session over a primary and two replicas that lag, crash and
 * come back with less than they showed. From the history alone: no read may show less than was seen
 * before.
 */
class SessionSimulationTest {

  private static final ReadNeed READ =
      new ReadNeed(
          new Verdict(Verdict.Kind.READ, Verdict.Reach.STANDBY, RelationUse.NONE, "test", false),
          false,
          SearchPath.SERVERS_OWN);

  private enum Flaw {
    NONE,
    SEES_NOTHING,
    SAMPLE_TAKEN_BEFORE,
    INCARNATION_IGNORED,
    READS_NOT_NOTED,
    POSITION_READ_BEFORE_THE_COMMIT,
    POSITION_LEFT_TO_ITS_INSTANT,
    TOKEN_OFF_BY_ONE,
    TOKEN_WITHOUT_WHAT_WAS_READ,
    TOKEN_LOST
  }

  private static final long MILLI = 1_000_000;

  /** One history; everything happens at its own instant. */
  private static final class History {
    final Random random;
    final Flaw flaw;
    final Router router;
    final long[] shows = {1, 1, 1};
    final long[] incarnation = {1, 1, 1};
    final NodeState[] known = new NodeState[3];
    PrimaryTimeline timeline = PrimaryTimeline.EMPTY;
    SeenState seen = new SeenState(3);
    long now = 1;
    long lastSeen = 1;
    int violations;
    int readFromReplicas;

    History(long seed, Flaw flaw) throws SQLException {
      this.random = new Random(seed);
      this.flaw = flaw;
      this.router = new Router(Settings.of(Map.of(Setting.MAX_LAG, "1d"), false));
      for (int node = 0; node < 3; node++) {
        probe(node);
      }
    }

    void step() {
      now += MILLI * (1 + random.nextInt(5));
      switch (random.nextInt(17)) {
        case 12 -> hop();
        case 0 -> write();
        case 11 -> commit();
        case 1, 2, 3, 4 -> probe(random.nextInt(3));
        case 5, 6, 7 -> replicate(1 + random.nextInt(2));
        case 8 -> {
          if (random.nextInt(5) == 0) {
            crash(1 + random.nextInt(2));
          }
        }
        case 9, 10 -> shows[0]++; // somebody else writes
        default -> read();
      }
    }

    private void write() {
      shows[0]++;
      lastSeen = shows[0];
      note(0);
    }

    /**
     * A write that brings the primary's position in its own round trip, while other statements and
     * probes that were sent later are answered sooner.
     */
    private void commit() {
      long sent = now;
      now += MILLI;
      if (random.nextBoolean()) {
        probe(0);
      }
      long before = shows[0]++;
      lastSeen = shows[0];
      now += MILLI;
      Lsn position = new Lsn(flaw == Flaw.POSITION_READ_BEFORE_THE_COMMIT ? before : lastSeen);
      if (timeline.isNewer(sent)) {
        timeline = timeline.with(sent, position, position);
      }
      if (flaw == Flaw.POSITION_LEFT_TO_ITS_INSTANT) {
        seen.saw(0, incarnation[0], sent);
      } else if (flaw != Flaw.SEES_NOTHING) {
        seen.saw(new SeenState.Known(0, incarnation[0], position, now), now);
      }
    }

    /** The session goes on from its token, on an application node that knows nothing of it. */
    private void hop() {
      SeenState told = seen;
      if (flaw == Flaw.TOKEN_WITHOUT_WHAT_WAS_READ) {
        told = new SeenState(3);
        SeenState.Known written = seen.known();
        if (written != null) {
          told.saw(written, SeenState.NOTHING);
        }
      }
      Coverage coverage = Coverage.of(told, topology());
      Lsn position = coverage.position();
      seen = new SeenState(3);
      if (flaw == Flaw.TOKEN_LOST) {
        return;
      }
      if (position == null) {
        seen.behind(now);
        return;
      }
      long value = position.value() - (flaw == Flaw.TOKEN_OFF_BY_ONE ? 1 : 0);
      seen.told(new SeenState.Known(0, incarnation[0], new Lsn(value), now), SeenState.NOTHING);
    }

    private Topology topology() {
      return new Topology(new ArrayList<>(List.of(known)), known[0], null, null, timeline);
    }

    private void replicate(int replica) {
      shows[replica] += random.nextLong(shows[0] - shows[replica] + 1);
    }

    private void crash(int replica) {
      shows[replica] = Math.max(1, shows[replica] - random.nextInt(3));
      incarnation[replica]++;
      probe(replica);
    }

    private void probe(int node) {
      if (node == 0) {
        timeline = timeline.with(now, new Lsn(shows[0]), new Lsn(shows[0]));
      }
      known[node] =
          new NodeState(
              new Node(node, "h" + node, 5432, null, null),
              node == 0 ? Role.PRIMARY : Role.STANDBY,
              true,
              flaw == Flaw.INCARNATION_IGNORED ? 1 : incarnation[node],
              sample(node),
              new Lsn(shows[node]),
              node == 0 ? null : new Lsn(shows[node]),
              now,
              false,
              1,
              1,
              node == 0 ? 100_000_000 : 1_000_000L * node,
              null,
              null);
    }

    private NodeSample sample(int node) {
      Lsn shown = new Lsn(shows[node]);
      return new NodeSample(
          now,
          now,
          new NodeSample.Identity(1, incarnation[node]),
          node != 0,
          1,
          node == 0 ? shown : null,
          node == 0 ? shown : null,
          node == 0 ? null : shown,
          List.of(),
          List.of());
    }

    private void read() {
      Decision decision =
          router.read(
              topology(),
              READ,
              Catalogues.UNREAD,
              seen,
              Consistency.SESSION,
              random.nextInt(3),
              random.nextInt(),
              now);
      NodeState node = decision.node();
      if (decision.mustWait() && random.nextBoolean()) {
        return; // it waits; what it will see is another read's business
      }
      int at = node == null || decision.mustWait() ? 0 : node.node().index();
      if (shows[at] < lastSeen) {
        violations++;
      }
      readFromReplicas += at == 0 ? 0 : 1;
      lastSeen = Math.max(lastSeen, shows[at]);
      if (flaw != Flaw.READS_NOT_NOTED) {
        note(at);
      }
    }

    private void note(int node) {
      now += MILLI;
      if (flaw == Flaw.SEES_NOTHING) {
        return;
      }
      seen.saw(
          node,
          known[node].incarnation(),
          flaw == Flaw.SAMPLE_TAKEN_BEFORE ? now - 40 * MILLI : now);
    }
  }

  private static History run(long seed, Flaw flaw) throws SQLException {
    History history = new History(seed, flaw);
    for (int i = 0; i < 500; i++) {
      history.step();
    }
    return history;
  }

  @Test
  void noSessionEverReadsLessThanItHasSeen() throws SQLException {
    int readFromReplicas = 0;
    for (long seed = 0; seed < 2_000; seed++) {
      History history = run(seed, Flaw.NONE);
      assertThat(history.violations).as("seed %d", seed).isZero();
      readFromReplicas += history.readFromReplicas;
    }
    assertThat(readFromReplicas).as("reads that replicas served").isGreaterThan(10_000);
  }

  @Test
  void everyFlawIsCaught() throws SQLException {
    for (Flaw flaw : Flaw.values()) {
      int violations = 0;
      for (long seed = 0; seed < 200; seed++) {
        violations += run(seed, flaw).violations;
      }
      assertThat(violations > 0).as(flaw.toString()).isEqualTo(flaw != Flaw.NONE);
    }
  }
}
