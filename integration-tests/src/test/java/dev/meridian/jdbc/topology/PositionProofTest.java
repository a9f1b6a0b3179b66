package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.testkit.MultiRegionPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules of positions hold on every version. {@code -Dproof.versions=18} names those to prove,
 * {@code -Dproof.scale=10} makes ten times as many commits.
 */
class PositionProofTest {

  static Stream<String> versions() {
    return Stream.of(System.getProperty("proof.versions", "15,16,17,18").split(",", -1));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aReplicaThatHasReachedACommitShowsItAndEveryReplicaReachesIt(String version)
      throws Exception {
    List<Tally> tallies;
    try (MultiRegionPostgres cluster = ProofWorld.start(version)) {
      tallies = new PositionScenarios(cluster, version).run();
    }
    print(tallies);
    assertThat(tallies).allSatisfy(tally -> assertThat(tally.example()).isNull());
    assertThat(tallies).allSatisfy(tally -> assertThat(tally.commits()).isPositive());
  }

  /** A proof that catches nothing proves nothing. */
  @ParameterizedTest
  @MethodSource("versions")
  void theSameProofCatchesEveryWrongRule(String version) throws Exception {
    List<Tally> tallies = new ArrayList<>();
    try (MultiRegionPostgres cluster = ProofWorld.start(version)) {
      for (WrongRule wrong : WrongRule.values()) {
        String name = wrong.name().toLowerCase(Locale.ROOT);
        tallies.add(wrong.run(ProofDatabase.create(cluster, version, name)));
      }
    }
    print(tallies);
    assertThat(tallies).allSatisfy(tally -> assertThat(tally.example()).isNotNull());
  }

  private static void print(List<Tally> tallies) {
    StringBuilder table = new StringBuilder(Tally.HEAD);
    tallies.forEach(tally -> table.append('\n').append(tally));
    // Its counts are what the proof is run for.
    System.out.println(table);
  }
}
