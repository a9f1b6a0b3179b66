package dev.meridian.testkit;

import static dev.meridian.testkit.Couple.ORDERS;
import static dev.meridian.testkit.Couple.PATIENCE;
import static dev.meridian.testkit.Couple.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The life of a publisher and a subscriber, as long as nothing goes wrong. */
@PairWorld
class PairTest {
  private static final TableName INVOICES = new TableName("Back office", "invoices");
  private static final String CREATE_INVOICES =
      "CREATE TABLE \"Back office\".invoices (id int PRIMARY KEY, cents bigint)";

  private final MultiRegionPostgres servers;

  PairTest(MultiRegionPostgres servers) {
    this.servers = servers;
  }

  @Test
  void isCopiedAndThenStreamed() throws SQLException {
    try (Couple couple = Couple.unconnected(servers)) {
      couple.publish();
      couple.subscribe("streaming = on");
      couple.subscription.awaitCopied(PATIENCE);
      assertThat(couple.subscription.copyStates())
          .containsExactly(entry(ORDERS, CopyState.READY), entry(USERS, CopyState.READY));
      assertThat(couple.compare().isEqual()).isTrue();

      couple.publisher.execute("UPDATE users SET name = 'renamed' WHERE id = 7");
      couple.subscription.awaitCaughtUp(PATIENCE);
      assertThat(couple.subscriber.query("SELECT name FROM users WHERE id = 7"))
          .isEqualTo("renamed");
    }
  }

  @Test
  void namesTheTableWhoseCopyDoesNotEnd() throws SQLException {
    try (Couple couple = Couple.unconnected(servers)) {
      couple.publish();
      try (Connection other = couple.subscriber.connect();
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute("LOCK TABLE users IN SHARE MODE");
        couple.subscribe();
        assertThatThrownBy(() -> couple.subscription.awaitCopied(Duration.ofSeconds(2)))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("public.users=DATA_COPY")
            .hasMessageContaining("within 2000 ms");
        assertThat(couple.compare().differing())
            .extracting(ComparedTable::toString)
            .contains("public.users: its copy is DATA_COPY, not READY");
        other.rollback();
      }
      couple.subscription.awaitCopied(PATIENCE);
      assertThat(couple.compare().isEqual()).isTrue();
    }
  }

  @Test
  void getsATableLaterAndLosesItAgain() throws SQLException {
    try (Couple couple = Couple.copied(servers)) {
      couple.onBoth("CREATE SCHEMA \"Back office\"", CREATE_INVOICES);
      couple.publisher.execute("INSERT INTO \"Back office\".invoices VALUES (1, 100)");
      couple.role.grantCopy(couple.publisher, List.of(INVOICES));
      couple.publication.add(INVOICES);
      assertThat(couple.compare().differing())
          .extracting(ComparedTable::toString)
          .containsExactly("Back office.invoices: the subscription does not hold it");

      couple.subscription.refresh();
      couple.subscription.awaitCopied(PATIENCE);
      couple.publisher.execute("INSERT INTO \"Back office\".invoices VALUES (2, 200)");
      assertThat(couple.compare().isEqual()).isTrue();
      assertThat(couple.subscription.copyStates()).containsKey(INVOICES);

      couple.publication.remove(INVOICES);
      couple.subscription.refresh();
      assertThat(couple.subscription.copyStates()).containsOnlyKeys(ORDERS, USERS);
      couple.publisher.execute("INSERT INTO \"Back office\".invoices VALUES (3, 300)");
      couple.subscription.awaitCaughtUp(PATIENCE);
      assertThat(couple.subscriber.query("SELECT count(*) FROM \"Back office\".invoices"))
          .isEqualTo("2");
    }
  }

  @Test
  void copiesOneTableAnewWhileTheOtherGoesOn() throws SQLException {
    try (Couple couple = Couple.copied(servers)) {
      couple.subscriber.execute(
          "UPDATE users SET name = 'spoilt' WHERE id < 10", "DELETE FROM users WHERE id > 990");
      assertThat(couple.compare().isEqual()).isFalse();
      TableResync resync = new TableResync(couple.subscription, USERS);

      resync.leaveOut();
      assertThat(couple.subscription.copyStates()).containsOnly(entry(ORDERS, CopyState.READY));
      couple.publisher.execute(
          "UPDATE users SET name = 'while it is left out' WHERE id = 500",
          "UPDATE \"Order \"\"Lines\"\"\" SET total = 1 WHERE line = 2");
      couple.subscription.awaitCaughtUp(PATIENCE);
      assertThat(couple.compare().differing()).extracting(ComparedTable::name).containsOnly(USERS);

      resync.copyAgain(PATIENCE);
      couple.publisher.execute("UPDATE users SET name = 'after' WHERE id = 501");
      assertThat(couple.compare().tables()).allMatch(ComparedTable::isEqual).hasSize(2);
      assertThat(couple.publisher.query("SELECT string_agg(pubname, ',') FROM pg_publication"))
          .isEqualTo(couple.publication.name());
    }
  }

  @Test
  void doesNotCopyAnewWhatNoOtherPublicationCanStandInFor() throws SQLException {
    try (Couple couple = Couple.copied(servers)) {
      TableName unknown = TableName.of("unknown");
      assertThatThrownBy(() -> new TableResync(couple.subscription, unknown).leaveOut())
          .hasMessageContaining("public.unknown is not in " + couple.publication.name());
      couple.publication.remove(ORDERS);
      couple.publisher.execute(
          "ALTER PUBLICATION %s ADD TABLE %s WHERE (line > 5)"
              .formatted(couple.publication.sql(), ORDERS.sql()));
      assertThatThrownBy(() -> new TableResync(couple.subscription, USERS).leaveOut())
          .hasMessageContaining("row filter")
          .hasMessageContaining("Lines");
    }
  }

  @Test
  void tellsItsLagInBytesAndInTime() throws SQLException {
    try (Couple couple = Couple.copied(servers)) {
      LagGauge gauge = new LagGauge(couple.subscription);
      gauge.note();
      couple.subscription.awaitCaughtUp(PATIENCE);
      assertThat(gauge.time()).isZero();
      long before = unconfirmed(couple);

      couple.subscription.disable();
      gauge.note();
      couple.publisher.execute("UPDATE users SET name = repeat('x', 1000)");
      gauge.note();
      assertThat(gauge.time()).isPositive();
      assertThat(unconfirmed(couple)).isGreaterThan(before + 1_000_000);
      Duration then = gauge.time();
      Eventually.holds(() -> gauge.time().compareTo(then.plusMillis(100)) > 0);

      couple.subscription.enable();
      couple.subscription.awaitCaughtUp(PATIENCE);
      assertThat(gauge.time()).isZero();
      Eventually.holds(() -> unconfirmed(couple) < 1_000_000);
    }
  }

  private static long unconfirmed(Couple couple) throws SQLException {
    Long bytes = ReplicationSlot.of(couple.subscription).orElseThrow().unconfirmed();
    return bytes == null ? Long.MAX_VALUE : bytes;
  }

  @Test
  void isWhatTheWorldItselfHas() throws SQLException {
    Subscription own = servers.node("ap-east-1").subscription();
    assertThat(own.copyStates()).isEqualTo(Map.of(USERS, CopyState.READY));
    assertThat(Comparison.of(own, PATIENCE).tables())
        .singleElement()
        .matches(ComparedTable::isEqual)
        .asString()
        .startsWith("public.users: equal, 100 rows, checksum ");
    assertThatThrownBy(() -> servers.primary().subscription())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("PRIMARY");
  }
}
