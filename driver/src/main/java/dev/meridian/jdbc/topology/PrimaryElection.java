package dev.meridian.jdbc.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which of the writable nodes is the primary. The client only follows: it promotes nothing, and
 * where the samples do not decide it refuses writes rather than guess.
 *
 * @param primary the index of the primary, or -1
 * @param system the system identifier that every node must share, or null while that is not known
 * @param conflict why there is no primary although some node takes writes, or null
 * @param winner the sample of the primary, or null
 */
record PrimaryElection(
    int primary,
    @Nullable Long system,
    @Nullable String conflict,
    @Nullable NodeSample winner,
    List<Observation> observations) {

  static PrimaryElection among(
      List<Integer> candidates, List<Observation> observations, KnownWorld known) {
    List<Integer> left = new ArrayList<>();
    for (int i : candidates) {
      NodeSample sample = sampleOf(observations, i);
      if (known.mayBePrimary(sample)) {
        left.add(i);
      }
    }
    left = preferred(left, observations);
    if (left.size() == 1) {
      NodeSample winner = sampleOf(observations, left.get(0));
      return new PrimaryElection(
          left.get(0), winner.identity().systemIdentifier(), null, winner, observations);
    }
    String conflict =
        left.isEmpty()
            ? null
            : "more than one node takes writes, so none is written to: "
                + left.stream()
                    .map(i -> name(observations, i))
                    .collect(Collectors.joining(" and "));
    return new PrimaryElection(-1, known.systemIdentifier(), conflict, null, observations);
  }

  /** Drops, rule by rule, those that lose against another; what is left can not be told apart. */
  private static List<Integer> preferred(List<Integer> candidates, List<Observation> observations) {
    List<Integer> left = candidates;
    left = keepIfAny(left, i -> sampleOf(observations, i).subscriptions().isEmpty());
    boolean oneSystem =
        left.stream()
                .map(i -> sampleOf(observations, i).identity().systemIdentifier())
                .distinct()
                .count()
            == 1;
    if (oneSystem) {
      int highest =
          left.stream().mapToInt(i -> sampleOf(observations, i).timeline()).max().orElse(0);
      left = keepIfAny(left, i -> sampleOf(observations, i).timeline() == highest);
    }
    return keepIfAny(left, i -> observations.get(i).up());
  }

  private static List<Integer> keepIfAny(
      List<Integer> candidates, java.util.function.Predicate<Integer> rule) {
    List<Integer> kept = candidates.stream().filter(rule).toList();
    return kept.isEmpty() ? candidates : kept;
  }

  /** Why a candidate is not the primary. */
  String whyNot(int index) {
    NodeSample loser = sampleOf(observations, index);
    if (winner == null) {
      return conflict == null
          ? "it takes writes, but is not of the known system or of an older timeline: "
              + name(observations, index)
          : conflict;
    }
    if (loser.identity().systemIdentifier() != winner.identity().systemIdentifier()) {
      return "it takes writes, but belongs to another system than "
          + name(observations, primary)
          + ": "
          + name(observations, index);
    }
    return "it takes writes, but on an older timeline than "
        + name(observations, primary)
        + ": "
        + name(observations, index);
  }

  private static NodeSample sampleOf(List<Observation> observations, int index) {
    return Objects.requireNonNull(observations.get(index).sample(), "a candidate has a sample");
  }

  private static String name(List<Observation> observations, int index) {
    NodeSample sample = sampleOf(observations, index);
    return observations.get(index).node()
        + " (system "
        + Long.toUnsignedString(sample.identity().systemIdentifier())
        + ", timeline "
        + sample.timeline()
        + ")";
  }
}
