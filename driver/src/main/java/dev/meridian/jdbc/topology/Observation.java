package dev.meridian.jdbc.topology;

import java.net.ConnectException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What one node's probe knows so far. Immutable.
 *
 * @param sample its newest answer, or null if it never answered
 * @param up whether it answers now
 * @param roundTrip how long it takes to answer
 * @param upSinceNanos since when its probe has had answers without a loss between
 * @param steadySinceNanos the same, but for losses of less than {@value #BRIEF_NANOS} ns in one run
 *     of the server: a lost connection or two
 * @param failure why it does not answer, or null
 * @param publisher the newest answer of the primary when the sample was asked for: what its slots
 *     have had confirmed later says nothing of {@link NodeSample#copies}; null if there was none
 */
record Observation(
    Node node,
    @Nullable NodeSample sample,
    boolean up,
    RoundTrip roundTrip,
    long upSinceNanos,
    long steadySinceNanos,
    @Nullable SQLException failure,
    @Nullable NodeSample publisher) {

  private static final long BRIEF_NANOS = 2_000_000_000;

  Observation(
      Node node,
      @Nullable NodeSample sample,
      boolean up,
      long roundTripNanos,
      long upSinceNanos,
      @Nullable SQLException failure) {
    this(node, sample, up, RoundTrip.of(roundTripNanos), upSinceNanos, upSinceNanos, failure, null);
  }

  static Observation none(Node node) {
    return new Observation(node, null, false, 0, 0, null);
  }

  /** Of a place without a node: nobody waits for it, or takes it for one that is out of reach. */
  static Observation vacant(int index) {
    return new Observation(Node.vacant(index), null, true, 0, 0, null);
  }

  /** The smoothed round trip, 0 before the first. */
  long roundTripNanos() {
    return roundTrip.nanos();
  }

  /** Whether a first attempt has ended, well or badly. */
  boolean attempted() {
    return node.isVacant() || sample != null || failure != null;
  }

  /** The same, by another record of its node. */
  Observation of(Node same) {
    return new Observation(
        same, sample, up, roundTrip, upSinceNanos, steadySinceNanos, failure, publisher);
  }

  /** Says nothing, and is not out of reach. */
  Observation silenced() {
    return new Observation(
        node, null, true, roundTrip, upSinceNanos, steadySinceNanos, failure, null);
  }

  /**
   * It has answered.
   *
   * @param primary the primary's newest answer when it was asked, or null
   */
  Observation answered(NodeSample answer, @Nullable NodeSample primary) {
    long measured = answer.finishedNanos() - answer.startedNanos();
    boolean steady = isSteady(answer);
    return new Observation(
        node,
        answer,
        true,
        (steady ? roundTrip : RoundTrip.NONE).with(measured, answer.finishedNanos()),
        up ? upSinceNanos : answer.startedNanos(),
        steady ? steadySinceNanos : answer.startedNanos(),
        null,
        primary);
  }

  /** Whether it is the same run of the server, which was not out of reach for long. */
  private boolean isSteady(NodeSample answer) {
    return sample != null
        && sample.identity().equals(answer.identity())
        && (up || answer.startedNanos() - sample.finishedNanos() < BRIEF_NANOS);
  }

  /** Whether its host says that no server is there, which silence does not. */
  boolean isGone() {
    for (Throwable cause = failure; !up && cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException) {
        return true;
      }
    }
    return false;
  }

  /** Whether it answers, and takes writes of the same system. */
  boolean takesWritesOf(Observation other) {
    return up
        && sample != null
        && other.sample != null
        && !sample.inRecovery()
        && sample.identity().systemIdentifier() == other.sample.identity().systemIdentifier();
  }

  /** One unanswered question that need not mean anything. */
  Observation missed(SQLException cause) {
    return new Observation(
        node, sample, up, roundTrip, upSinceNanos, steadySinceNanos, cause, publisher);
  }

  Observation lost(SQLException cause) {
    return new Observation(
        node, sample, false, roundTrip, upSinceNanos, steadySinceNanos, cause, publisher);
  }
}
