package dev.meridian.integration.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Faults at random, all of one seed: a deck of them is shuffled and dealt, and shuffled again. Who
 * is hit is chosen by number among those who have the role by then.
 *
 * @param seed makes the same schedule again
 */
record Schedule(long seed, List<Step> steps) {

  private static final int LEAST_MILLIS = 300;
  private static final int MOST_MILLIS = 2_000;

  /** Longer than any timeout: who waits for an answer has to give up. */
  private static final int LONG_MILLIS = 6_000;

  private static final int CHOICES = 64;

  Schedule {
    steps = List.copyOf(steps);
  }

  /** So many faults, of these kinds. */
  static Schedule of(long seed, int faults, List<FaultKind> kinds) {
    Random random = new Random(seed);
    List<FaultKind> deck = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    for (int number = 1; number <= faults; number++) {
      if (deck.isEmpty()) {
        kinds.forEach(kind -> deck.addAll(Collections.nCopies(kind.cards, kind)));
        Collections.shuffle(deck, random);
      }
      FaultKind kind = deck.remove(deck.size() - 1);
      FaultKind along = random.nextInt(4) == 0 ? along(kind, kinds, random) : null;
      int millis = LEAST_MILLIS + random.nextInt(MOST_MILLIS - LEAST_MILLIS);
      boolean isLong = random.nextInt(6) == 0 && kind.sort == FaultKind.Sort.LINK;
      boolean returns = random.nextBoolean() && kind.sort == FaultKind.Sort.FAILOVER;
      steps.add(
          new Step(
              number,
              kind,
              along,
              random.nextInt(CHOICES),
              random.nextInt(CHOICES),
              isLong ? LONG_MILLIS : millis,
              returns));
    }
    return new Schedule(seed, steps);
  }

  static Schedule of(long seed, int faults) {
    return of(seed, faults, FaultKind.possible());
  }

  private static @Nullable FaultKind along(FaultKind kind, List<FaultKind> kinds, Random random) {
    List<FaultKind> others = kinds.stream().filter(other -> other.mayComeAlong(kind)).toList();
    return others.isEmpty() ? null : others.get(random.nextInt(others.size()));
  }

  /** What makes it again: see {@link ChaosRun}. */
  @Override
  public String toString() {
    return "seed " + seed + ", " + steps.size() + " faults";
  }
}
