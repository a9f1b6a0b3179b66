package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the primary's WAL stood at which local instant: the samples of its probe and of commits,
 * oldest first. It turns positions into ages and instants into positions, without any clock but
 * this machine's own.
 *
 * <ol>
 *   <li>A replica that has reached the <em>flush</em> position of a sample holds all that was
 *       durable when that sample was asked for: its lag is at most the sample's age.
 *   <li>Whatever was seen or written anywhere before an instant stands before the <em>covering</em>
 *       position of the first sample asked for after it: the insert position, or after a durable
 *       commit the flush position.
 * </ol>
 *
 * <p>At most {@value #CAPACITY} samples are kept; when full, every second one of the older half is
 * dropped, and so is one that stands less than {@value #SPACING_NANOS} ns after the one before it
 * as soon as there is a newer: that makes answers about the past coarser, never wrong. Immutable;
 * {@link #with} gives a new one.
 */
public final class PrimaryTimeline {

  static final int CAPACITY = 512;
  // Every commit brings a sample; a busy writer must not push out the past.
  static final long SPACING_NANOS = 5_000_000;

  /** Knows nothing. */
  public static final PrimaryTimeline EMPTY = new PrimaryTimeline(List.of());

  private record Sample(long startedNanos, Lsn covering, Lsn flush) {}

  private final List<Sample> samples;

  private PrimaryTimeline(List<Sample> samples) {
    this.samples = samples;
  }

  /** Whether a sample asked for at {@code startedNanos} would be the newest. */
  boolean isNewer(long startedNanos) {
    return samples.isEmpty() || startedNanos - samples.get(samples.size() - 1).startedNanos > 0;
  }

  /** This and one more sample, which must have been asked for after all others. */
  PrimaryTimeline with(long startedNanos, Lsn covering, Lsn flush) {
    List<Sample> next = new ArrayList<>(samples.size() + 1);
    int last = samples.size() - 1;
    if (last > 0
        && samples.get(last).startedNanos - samples.get(last - 1).startedNanos < SPACING_NANOS) {
      next.addAll(samples.subList(0, last));
    } else if (samples.size() < CAPACITY) {
      next.addAll(samples);
    } else {
      for (int i = 0; i < CAPACITY; i++) {
        if (i >= CAPACITY / 2 || i % 2 == 1) {
          next.add(samples.get(i));
        }
      }
    }
    next.add(new Sample(startedNanos, covering, flush));
    return new PrimaryTimeline(next);
  }

  /**
   * The position that covers all that was seen or written before {@code nanos}, or null if no
   * sample was asked for since.
   */
  public @Nullable Lsn positionAfter(long nanos) {
    int low = 0;
    int high = samples.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (samples.get(middle).startedNanos - nanos < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < samples.size() ? samples.get(low).covering : null;
  }

  /**
   * The instant of the newest sample whose durable WAL {@code position} covers, or null if it
   * covers none.
   */
  public @Nullable Long instantOf(Lsn position) {
    for (int i = samples.size() - 1; i >= 0; i--) {
      if (position.hasReached(samples.get(i).flush)) {
        return samples.get(i).startedNanos;
      }
    }
    return null;
  }
}
