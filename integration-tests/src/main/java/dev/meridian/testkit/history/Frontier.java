package dev.meridian.testkit.history;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What must be seen: by key a height, why, and by whose doing. Immutable; a raised one is a copy,
 * as long as there are keys.
 */
final class Frontier {

  /** Which guarantee asks for a key's height. */
  record Reason(Guarantee guarantee, Operation operation) {}

  final long[] heights;
  final @Nullable Reason[] reasons;

  Frontier(int keys) {
    this(new long[keys], new Reason[keys]);
  }

  private Frontier(long[] heights, @Nullable Reason[] reasons) {
    this.heights = heights;
    this.reasons = reasons;
  }

  Frontier with(int key, long height, Reason reason) {
    if (height <= heights[key]) {
      return this;
    }
    Frontier copy = copy();
    copy.heights[key] = height;
    copy.reasons[key] = reason;
    return copy;
  }

  /** What is left after a loss. */
  Frontier cut(int key, long height) {
    if (heights[key] <= height) {
      return this;
    }
    Frontier copy = copy();
    copy.heights[key] = height;
    return copy;
  }

  /** This and what another session has written and read, for one who sees that one's next write. */
  Frontier absorb(Frontier other) {
    Frontier result = this;
    for (int key = 0; key < heights.length; key++) {
      Reason reason = other.reasons[key];
      if (other.heights[key] > heights[key] && reason != null) {
        if (result == this) {
          result = copy();
        }
        Guarantee guarantee =
            reason.guarantee == Guarantee.READ_YOUR_WRITES
                ? Guarantee.MONOTONIC_WRITES
                : Guarantee.WRITES_FOLLOW_READS;
        result.heights[key] = other.heights[key];
        result.reasons[key] = new Reason(guarantee, reason.operation);
      }
    }
    return result;
  }

  /** The greater of both, each for its own reason. */
  Frontier with(Frontier other) {
    Frontier result = this;
    for (int key = 0; key < heights.length; key++) {
      if (other.heights[key] > heights[key]) {
        if (result == this) {
          result = copy();
        }
        result.heights[key] = other.heights[key];
        result.reasons[key] = other.reasons[key];
      }
    }
    return result;
  }

  private Frontier copy() {
    return new Frontier(
        Arrays.copyOf(heights, heights.length), Arrays.copyOf(reasons, reasons.length));
  }
}
