package dev.meridian.testkit;

import static dev.meridian.testkit.Couple.PATIENCE;
import static dev.meridian.testkit.Couple.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can go wrong with a pair is found and named, and is mended. */
@PairWorld
class FaultTest {
  private static final long MOST_RETAINED = 5_000_000;

  private final MultiRegionPostgres servers;

  FaultTest(MultiRegionPostgres servers) {
    this.servers = servers;
  }

  private static SubscriptionCheck check(Couple couple) {
    return new SubscriptionCheck(couple.subscription, MOST_RETAINED);
  }

  @Test
  void findsTheApplyErrorOfARowThatIsThereAlready() throws SQLException {
    try (Couple couple = Couple.copied(servers)) {
      SubscriptionCheck check = check(couple);
      Faults.awaitNone(check);
      couple.subscriber.execute("INSERT INTO users VALUES (5000, 'written here')");
      couple.publisher.execute("INSERT INTO users VALUES (5000, 'written there')");
      assertThat(Faults.await(check, Fault.APPLY_ERROR, Fault.WORKER_GONE))
          .contains(couple.subscription.name(), "apply_error_count grew by");

      couple.subscriber.execute("DELETE FROM users WHERE id = 5000");
      couple.subscription.awaitCaughtUp(PATIENCE);
      Faults.awaitNone(check);
      assertThat(couple.compare().isEqual()).isTrue();
    }
  }

  @Test
  void findsThatAnErrorHasDisabledTheSubscription() throws SQLException {
    try (Couple couple = Couple.unconnected(servers)) {
      couple.publish();
      couple.subscribe("disable_on_error = true");
      couple.subscription.awaitCopied(PATIENCE);
      couple.subscriber.execute("ALTER TABLE users ADD CHECK (name <> 'refused here')");
      couple.publisher.execute("UPDATE users SET name = 'refused here' WHERE id = 1");
      SubscriptionCheck check = check(couple);
      assertThat(Faults.await(check, Fault.DISABLED, Fault.APPLY_ERROR)).contains("is disabled");

      couple.subscriber.execute("ALTER TABLE users DROP CONSTRAINT users_name_check");
      couple.subscription.enable();
      couple.subscription.awaitCaughtUp(PATIENCE);
      Faults.awaitNone(check);
      assertThat(couple.compare().isEqual()).isTrue();
    }
  }

  @Test
  void findsThatATableCannotBeCopied() throws SQLException {
    try (Couple couple = Couple.unconnected(servers)) {
      couple.publish();
      couple.subscriber.execute("INSERT INTO users VALUES (1, 'in the way')");
      couple.subscribe();
      SubscriptionCheck check = check(couple);
      assertThat(Faults.await(check, Fault.COPY_ERROR, Fault.TABLE_NOT_READY))
          .contains("sync_error_count grew by", "public.users is ");

      couple.subscription.empty(USERS);
      couple.subscription.awaitCopied(PATIENCE);
      Faults.awaitNone(check);
      assertThat(couple.compare().isEqual()).isTrue();
    }
  }

  @Test
  void findsTheConflictThatIsPassedOverWithoutAnError() throws SQLException {
    assumeTrue(Integer.parseInt(version().substring(0, 2)) >= 18, "conflicts are counted since 18");
    try (Couple couple = Couple.copied(servers)) {
      couple.subscriber.execute("DELETE FROM users WHERE id = 990");
      couple.publisher.execute("UPDATE users SET name = 'gone there' WHERE id = 990");
      couple.subscription.awaitCaughtUp(PATIENCE);
      SubscriptionCheck check = check(couple);
      assertThat(Faults.await(check, Fault.CONFLICT)).contains("confl_update_missing grew by 1");
      assertThat(couple.compare().isEqual()).isFalse();

      new TableResync(couple.subscription, USERS).run(PATIENCE);
      Faults.awaitNone(check);
      assertThat(couple.compare().isEqual()).isTrue();
    }
  }

  private String version() throws SQLException {
    return String.valueOf(servers.primary().query("SHOW server_version"));
  }

  @Test
  void findsThatATableIsPublishedThatTheSubscriberLacks() throws SQLException {
    try (Couple couple = Couple.copied(servers)) {
      String create = "CREATE TABLE later (id int PRIMARY KEY)";
      TableName later = TableName.of("later");
      couple.publisher.execute(create);
      couple.role.grantCopy(couple.publisher, List.of(later));
      couple.publication.add(later);
      couple.publisher.execute("INSERT INTO later VALUES (1)");
      SubscriptionCheck check = check(couple);
      Faults.await(check, Fault.APPLY_ERROR);

      couple.subscriber.execute(create);
      couple.subscription.refresh();
      couple.subscription.awaitCopied(PATIENCE);
      couple.subscription.awaitCaughtUp(PATIENCE);
      Faults.awaitNone(check);
      assertThat(couple.compare().tables()).hasSize(3).allMatch(ComparedTable::isEqual);
    }
  }

  @Test
  void findsThatTheSlotIsMissing() throws SQLException {
    try (Couple couple = Couple.copied(servers)) {
      couple.subscription.disable();
      Eventually.holds(() -> !ReplicationSlot.of(couple.subscription).orElseThrow().active());
      couple.publisher.execute(
          "SELECT pg_drop_replication_slot(%s)"
              .formatted(Quoted.literal(couple.subscription.name())));
      couple.publisher.execute("UPDATE users SET name = 'nobody keeps it' WHERE id = 3");
      couple.subscription.enable();
      SubscriptionCheck check = check(couple);
      assertThat(Faults.await(check, Fault.SLOT_MISSING, Fault.WORKER_GONE))
          .contains("has no slot " + couple.subscription.name(), "has no apply worker");

      couple.subscribeAnew();
      Faults.awaitNone(check);
      assertThat(couple.compare().isEqual()).isTrue();
    }
  }

  @Test
  void findsThatThePublisherKeepsTooMuchForIt() throws SQLException {
    try (Couple couple = Couple.copied(servers)) {
      SubscriptionCheck check = check(couple);
      Faults.awaitNone(check);
      couple.subscription.disable();
      assertThat(check.run()).extracting(Finding::fault).containsExactly(Fault.DISABLED);
      couple.publisher.execute(
          "CREATE TABLE unpublished AS SELECT i, repeat('x', 1000) FROM generate_series(1, 6000) i");
      assertThat(check.run())
          .extracting(Finding::fault)
          .containsExactly(Fault.DISABLED, Fault.WAL_RETAINED);
      assertThat(check.run().get(1).words())
          .contains(couple.subscription.name(), "at most " + MOST_RETAINED);
      assertThat(ReplicationSlot.of(couple.subscription).orElseThrow().retained())
          .isBetween(MOST_RETAINED, 4 * MOST_RETAINED);

      couple.subscription.enable();
      couple.subscription.awaitCaughtUp(PATIENCE);
      // restart_lsn moves on with the next record of running transactions after it.
      couple.publisher.execute("CHECKPOINT");
      couple.subscription.awaitCaughtUp(PATIENCE);
      Faults.awaitNone(check);
    }
  }
}
