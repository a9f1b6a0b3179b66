package dev.meridian.testkit;

import static dev.meridian.testkit.Couple.ORDERS;
import static dev.meridian.testkit.Couple.PATIENCE;
import static dev.meridian.testkit.Couple.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.testkit.RowDifference.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Two sides are found equal only if they are. */
@PairWorld
class ComparisonTest {
  private final MultiRegionPostgres servers;

  ComparisonTest(MultiRegionPostgres servers) {
    this.servers = servers;
  }

  private static List<RowDifference> differences(Couple couple, TableName table)
      throws SQLException {
    List<ComparedTable> differing = couple.compare().differing();
    assertThat(differing).extracting(ComparedTable::name).containsExactly(table);
    return differing.get(0).differences();
  }

  @Test
  void namesTheRowThatIsMissingExtraOrChanged() throws SQLException {
    try (Couple couple = Couple.copied(servers)) {
      assertThat(couple.compare().isEqual()).isTrue();
      couple.subscriber.execute("UPDATE users SET name = NULL WHERE id = 17");
      assertThat(differences(couple, USERS))
          .containsExactly(new RowDifference(Kind.CHANGED, "[17]"));
      couple.subscriber.execute("UPDATE users SET name = 'user 17' WHERE id = 17");
      assertThat(couple.compare().isEqual()).isTrue();

      couple.subscriber.execute("DELETE FROM %s WHERE line = 40".formatted(ORDERS.sql()));
      assertThat(differences(couple, ORDERS))
          .containsExactly(new RowDifference(Kind.MISSING, "[14, 40]"));

      couple.subscriber.execute("INSERT INTO %s VALUES (14, -1)".formatted(ORDERS.sql()));
      assertThat(differences(couple, ORDERS))
          .containsExactlyInAnyOrder(
              new RowDifference(Kind.MISSING, "[14, 40]"),
              new RowDifference(Kind.EXTRA, "[14, -1]"));
    }
  }

  @Test
  void tellsEqualNumbersOfOtherRowsApart() throws SQLException {
    try (Couple couple = Couple.copied(servers)) {
      couple.subscriber.execute("UPDATE users SET id = 2000 WHERE id = 1000");
      ComparedTable users = couple.compare().differing().get(0);
      assertThat(users.publisher()).extracting("rows").isEqualTo(1000L);
      assertThat(users.subscriber()).extracting("rows").isEqualTo(1000L);
      assertThat(users.differences())
          .containsExactlyInAnyOrder(
              new RowDifference(Kind.MISSING, "[1000]"), new RowDifference(Kind.EXTRA, "[2000]"));
    }
  }

  @Test
  void comparesWhatIsPublishedAndNoMore() throws SQLException {
    try (Couple couple = Couple.unconnected(servers)) {
      couple.onBoth("CREATE TABLE part (id int PRIMARY KEY, shown text, hidden text)");
      couple.publisher.execute(
          "INSERT INTO part SELECT i, 's' || i, 'h' || i FROM generate_series(1, 20) i");
      couple.subscriber.execute("ALTER TABLE part DROP hidden, ADD own int DEFAULT 5");
      TableName part = TableName.of("part");
      couple.role.grantCopy(couple.publisher, List.of(part));
      couple.publication.create(List.of());
      couple.publisher.execute(
          "ALTER PUBLICATION %s ADD TABLE part (id, shown) WHERE (id > 5)"
              .formatted(couple.publication.sql()));
      couple.subscribe();
      couple.subscription.awaitCopied(PATIENCE);
      assertThat(couple.compare().tables())
          .singleElement()
          .matches(ComparedTable::isEqual)
          .asString()
          .contains("15 rows");

      couple.subscriber.execute("INSERT INTO part VALUES (1, 's1')");
      assertThat(differences(couple, part)).containsExactly(new RowDifference(Kind.EXTRA, "[1]"));
    }
  }

  @Test
  void countsRowsThatAreTwiceInATableWithoutAKey() throws SQLException {
    try (Couple couple = Couple.unconnected(servers)) {
      couple.onBoth("CREATE TABLE log (word text, at interval, price money)");
      couple.publisher.execute("INSERT INTO log SELECT 'same', '1 day' FROM generate_series(1, 3)");
      TableName log = TableName.of("log");
      couple.role.grantCopy(couple.publisher, List.of(log));
      couple.publication.createForAllTables();
      couple.role.grantCopy(couple.publisher, List.of(ORDERS, USERS));
      couple.subscribe();
      couple.subscription.awaitCopied(PATIENCE);
      couple.subscriber.execute(
          "ALTER DATABASE %s SET intervalstyle = 'iso_8601'"
              .formatted(Quoted.identifier(couple.subscriber.name())));
      assertThat(couple.compare().isEqual()).isTrue();
      couple.subscriber.execute("INSERT INTO log VALUES ('same', '1 day')");
      assertThat(differences(couple, log))
          .containsExactly(new RowDifference(Kind.EXTRA, "[\"same\", \"1 day\", null]"));
    }
  }

  @Test
  void findsTheRowsThatAPolicyKeptFromTheCopy() throws SQLException {
    try (Couple couple = Couple.unconnected(servers)) {
      couple.publisher.execute(
          "ALTER TABLE users ENABLE ROW LEVEL SECURITY",
          "CREATE POLICY most ON users USING (id <> 500)");
      couple.publish();
      couple.subscribe();
      couple.subscription.awaitCopied(PATIENCE);
      assertThat(differences(couple, USERS))
          .containsExactly(new RowDifference(Kind.MISSING, "[500]"));
    }
  }

  @Test
  void goesOnPastATableThatTheSubscriberCannotRead() throws SQLException {
    try (Couple couple = Couple.copied(servers)) {
      couple.subscriber.execute("ALTER TABLE %s DROP total".formatted(ORDERS.sql()));
      List<ComparedTable> tables = couple.compare().tables();
      assertThat(tables).filteredOn(ComparedTable::isEqual).extracting("name").contains(USERS);
      assertThat(tables)
          .filteredOn(table -> !table.isEqual())
          .singleElement()
          .asString()
          .contains("the subscriber:")
          .contains("total");
    }
  }

  @Test
  void comparesOnePositionWhileWritersWrite() throws SQLException {
    try (Couple couple = Couple.copied(servers)) {
      AtomicBoolean ended = new AtomicBoolean();
      AtomicInteger commits = new AtomicInteger();
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(() -> write(couple.publisher, ended, commits));
      try {
        for (int i = 0; i < 5; i++) {
          int before = commits.get();
          Eventually.holds(() -> commits.get() > before + 20);
          assertThat(couple.compare().differing()).isEmpty();
        }
      } finally {
        ended.set(true);
        writer.join();
      }
    }
  }

  private static void write(Database publisher, AtomicBoolean ended, AtomicInteger commits) {
    try (Connection connection = publisher.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET synchronous_commit = off");
      while (!ended.get()) {
        statement.execute("UPDATE users SET name = name || '.' WHERE id = 1 + random() * 998");
        commits.incrementAndGet();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void waitsForWritersNoLongerThanItIsTold() throws SQLException {
    try (Couple couple = Couple.copied(servers);
        Connection writer = couple.publisher.connect();
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("UPDATE users SET name = 'not committed' WHERE id = 1");
      assertThatThrownBy(() -> Comparison.of(couple.subscription, Duration.ofMillis(200)))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("lock timeout");
      writer.rollback();
      assertThat(couple.compare().isEqual()).isTrue();
    }
  }

  @Test
  void saysThatTheSubscriberDoesNotCatchUp() throws SQLException {
    try (Couple couple = Couple.copied(servers)) {
      couple.subscription.disable();
      couple.publisher.execute("UPDATE users SET name = 'late'");
      assertThatThrownBy(() -> Comparison.of(couple.subscription, Duration.ofMillis(300)))
          .hasMessageContaining(couple.subscription.name())
          .hasMessageContaining("has not reached");
      couple.subscription.enable();
      assertThat(couple.compare().isEqual()).isTrue();
    }
  }
}
