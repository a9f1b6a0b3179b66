package dev.meridian.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** On servers of its own: what makes one slot lose its WAL may make any. */
@RegionsCluster(
    standbys = {},
    subscribers = "ap-east-1",
    parameters = {"wal_keep_size = 0", "max_slot_wal_keep_size = 20MB"},
    delays = false,
    shared = false)
class SlotLossTest {
  private final MultiRegionPostgres servers;

  SlotLossTest(MultiRegionPostgres servers) {
    this.servers = servers;
  }

  @Test
  void findsThatTheSlotIsAboutToBeLostAndThatItIs() throws SQLException {
    try (Couple couple = Couple.copied(servers)) {
      SubscriptionCheck check = new SubscriptionCheck(couple.subscription, Long.MAX_VALUE);
      assertThat(ReplicationSlot.of(couple.subscription).orElseThrow().safeWalSize()).isPositive();
      couple.subscription.disable();
      fillSegments(couple, 3);
      assertThat(Faults.await(check, Fault.DISABLED, Fault.WAL_RETAINED)).contains("unreserved");

      couple.publisher.execute("UPDATE users SET name = 'lost on the way'", "CHECKPOINT");
      assertThat(Faults.await(check, Fault.SLOT_LOST)).contains("inactive, lost");

      couple.subscribeAnew();
      Faults.awaitNone(check);
      assertThat(couple.compare().isEqual()).isTrue();
    }
  }

  private static void fillSegments(Couple couple, int number) throws SQLException {
    for (int i = 0; i < number; i++) {
      couple.publisher.execute(SubscriptionPosition.NUDGE, "SELECT pg_switch_wal()");
    }
  }
}
