package dev.meridian.integration.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.testkit.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One writer, whose rows 1, 2, 3, … were begun at the instants 10, 20, 30, …. */
class LedgerAuditTest {

  private final List<Entry> entries = new ArrayList<>();
  private final List<Fork> forks = new ArrayList<>();

  private void wrote(Outcome... outcomes) {
    for (Outcome outcome : outcomes) {
      long id = entries.size() + 1L;
      entries.add(new Entry(id, "w", id * 10, id * 10 + 5, outcome, ""));
    }
  }

  private void fork(long fenced, Set<Long> kept, Map<Long, Long> tail) {
    forks.add(new Fork("us-east-1", fenced, 1_000, kept, tail));
  }

  private LedgerAudit audit(Long... primary) {
    return LedgerAudit.of(Map.of("w", entries), forks, Set.of(primary), Map.of());
  }

  @Test
  void acceptsWhatIsThereAndWhatIsNotKnown() {
    wrote(Outcome.OK, Outcome.UNKNOWN, Outcome.UNKNOWN, Outcome.FAILED);
    assertThat(audit(1L, 2L).findings()).isEmpty();
  }

  @Test
  void acceptsWhatWasLostWithAnOldPrimary() {
    wrote(Outcome.OK, Outcome.OK, Outcome.UNKNOWN, Outcome.OK);
    fork(35, Set.of(1L), Map.of(2L, 990L, 3L, 1_010L));
    LedgerAudit audit = audit(1L, 4L);
    assertThat(audit.findings()).isEmpty();
    assertThat(audit).hasToString("3 writes acknowledged, 1 of them lost with an old primary");
  }

  @Test
  void findsAnAcknowledgedWriteThatIsNowhere() {
    wrote(Outcome.OK, Outcome.OK);
    assertThat(audit(1L).findings()).singleElement().asString().contains("is on no server");
  }

  @Test
  void findsAWriteThatLandedOnAFencedServer() {
    wrote(Outcome.OK, Outcome.UNKNOWN);
    fork(15, Set.of(1L), Map.of(2L, 1_010L));
    assertThat(audit(1L).findings())
        .singleElement()
        .asString()
        .contains("landed on us-east-1 after that was fenced");
  }

  @Test
  void findsAWriteThatWasLostInTheMiddle() {
    wrote(Outcome.OK, Outcome.OK);
    fork(35, Set.of(2L), Map.of(1L, 1_010L));
    assertThat(audit(2L).findings())
        .singleElement()
        .asString()
        .contains("was lost, and a later write of its writer was not");
  }

  @Test
  void findsAWriteThatWasLostBeforeTheFork() {
    wrote(Outcome.OK, Outcome.OK);
    fork(35, Set.of(), Map.of(1L, 980L, 2L, 990L));
    assertThat(audit().findings())
        .singleElement()
        .asString()
        .contains("was lost before the fork at 1000");
  }

  @Test
  void findsAFailedWriteThatIsThere() {
    wrote(Outcome.FAILED);
    assertThat(audit(1L).findings())
        .singleElement()
        .asString()
        .contains("has failed, and is there");
  }

  @Test
  void findsWhatSurvivedAndIsGoneAllTheSame() {
    wrote(Outcome.UNKNOWN);
    fork(35, Set.of(1L), Map.of());
    assertThat(audit().findings())
        .singleElement()
        .asString()
        .contains("row 1 was there after failover 1, and is gone");
  }

  @Test
  void findsARowThatOneServerAloneHas() {
    wrote(Outcome.OK, Outcome.UNKNOWN);
    assertThat(
            LedgerAudit.of(
                    Map.of("w", entries), forks, Set.of(1L), Map.of("ap-east-1", Set.of(1L, 2L)))
                .findings())
        .containsExactly("row 2 is in ap-east-1 alone");
  }
}
