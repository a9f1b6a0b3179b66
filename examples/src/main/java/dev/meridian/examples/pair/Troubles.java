package dev.meridian.examples.pair;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.MeridianConnection;
import dev.meridian.jdbc.api.Role;
import dev.meridian.testkit.Fault;
import dev.meridian.testkit.Finding;
import dev.meridian.testkit.LagGauge;
import dev.meridian.testkit.ReplicationSlot;
import dev.meridian.testkit.SubscriptionCheck;
import dev.meridian.testkit.TableName;
import dev.meridian.testkit.TableResync;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** What can go wrong, made on purpose: how it shows, and how it is mended. */
final class Troubles {

  private static final long MOST_RETAINED = 1_000_000;

  private final Shop shop;
  private final Journal journal;
  private final SubscriptionCheck check;

  Troubles(Shop shop, Journal journal) {
    this.shop = shop;
    this.journal = journal;
    this.check = new SubscriptionCheck(shop.subscription(), MOST_RETAINED);
  }

  void lag() throws SQLException {
    journal.chapter("3. Lag: the subscription is disabled while the publisher writes");
    LagGauge gauge = new LagGauge(shop.subscription());
    shop.subscription().disable();
    shop.publisher().execute("UPDATE users SET name = name || '!'");
    gauge.note();
    find(Fault.WAL_RETAINED);
    sayLag(gauge);
    shop.subscription().enable();
    shop.subscription().awaitCaughtUp(Shop.PATIENCE);
    sayLag(gauge);
  }

  private void sayLag(LagGauge gauge) throws SQLException {
    ReplicationSlot slot = ReplicationSlot.of(shop.subscription()).orElseThrow();
    journal.say(
        "lag: %d ms, %d bytes not confirmed, %d bytes retained"
            .formatted(gauge.time().toMillis(), slot.unconfirmed(), slot.retained()));
  }

  void applyError() throws SQLException {
    journal.chapter("4. An apply error: a row that was written on the subscriber is in the way");
    shop.subscriber().execute("INSERT INTO users VALUES (90000, 'written here')");
    shop.publisher().execute("INSERT INTO users VALUES (90000, 'written there')");
    find(Fault.APPLY_ERROR);
    shop.subscriber().execute("DELETE FROM users WHERE id = 90000");
    shop.subscription().awaitCaughtUp(Shop.PATIENCE);
    journal.say("the row is gone, and the worker goes on");
  }

  void changedRow() throws SQLException {
    journal.chapter("5. A row that differs: found by its key, and the table copied anew");
    shop.subscriber().execute("UPDATE users SET name = 'spoilt' WHERE id = 4711");
    journal.compare();
    try (MeridianDataSource source = shop.application().build();
        Connection connection = source.getConnection()) {
      awaitRead(connection, Role.SUBSCRIBER);
      TableResync resync = new TableResync(shop.subscription(), Shop.USERS);
      resync.leaveOut();
      awaitRead(connection, Role.PRIMARY);
      resync.copyAgain(Shop.PATIENCE);
      journal.say("copied: " + shop.subscription().copyStates());
      awaitRead(connection, Role.SUBSCRIBER);
    }
    journal.compare();
  }

  /** Reads through Meridian, beside the subscriber, until that role answers. */
  private void awaitRead(Connection connection, Role wanted) throws SQLException {
    Until.isTrue(() -> servedBy(connection) == wanted, "users are read from the " + wanted);
    journal.say("an application beside the subscriber reads users from the " + wanted);
  }

  private static Role servedBy(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT count(*) FROM users")) {
      count.next();
    }
    return Objects.requireNonNull(connection.unwrap(MeridianConnection.class).lastRoute()).role();
  }

  void missingSlot() throws SQLException {
    journal.chapter("6. A slot that is missing: everything is copied anew");
    shop.subscription().disable();
    Until.isTrue(
        () -> !ReplicationSlot.of(shop.subscription()).orElseThrow().active(),
        "the publisher has noticed");
    shop.publisher()
        .execute(
            "SELECT pg_drop_replication_slot('sub_pair')",
            "UPDATE orders SET total = 0 WHERE id = 1");
    shop.subscription().enable();
    find(Fault.SLOT_MISSING);
    shop.subscription().drop();
    for (TableName table : Shop.TABLES) {
      shop.subscription().empty(table);
    }
    shop.subscription().create(shop.role().login(shop.publisher()));
    journal.watchCopy();
  }

  /** Prints what a check finds, each kind of fault once, until it has found the one. */
  private void find(Fault wanted) throws SQLException {
    Set<Fault> found = new HashSet<>();
    Until.isTrue(
        () -> {
          for (Finding finding : check.run()) {
            if (found.add(finding.fault())) {
              journal.say("found " + finding);
            }
          }
          return found.contains(wanted);
        },
        "a check finds " + wanted);
  }
}
