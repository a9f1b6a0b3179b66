package dev.meridian.examples.pair;

import dev.meridian.testkit.TableName;
import java.sql.SQLException;
import java.util.List;

/** The first copy, and a table that comes later and goes again. */
final class SetUp {

  private final Shop shop;
  private final Journal journal;

  SetUp(Shop shop, Journal journal) {
    this.shop = shop;
    this.journal = journal;
  }

  void subscribe() throws SQLException {
    journal.chapter("1. A role, a publication, a subscription, and the first copy");
    shop.role().create(shop.publisher());
    shop.role().grantCopy(shop.publisher(), Shop.TABLES);
    journal.say("role " + shop.role() + " may stream and read " + Shop.TABLES);
    shop.publication().create(Shop.TABLES);
    shop.subscription().create(shop.role().login(shop.publisher()));
    journal.say(shop.subscription() + " subscribes to " + shop.publication());
    journal.watchCopy();
    journal.compare();
  }

  void addAndDropATable() throws SQLException {
    journal.chapter("2. A table more, first where it is received; and away with it");
    TableName invoices = TableName.of("invoices");
    String create = "CREATE TABLE invoices (id int PRIMARY KEY, cents bigint)";
    shop.subscriber().execute(create);
    shop.publisher().execute(create, "INSERT INTO invoices VALUES (1, 100)");
    shop.role().grantCopy(shop.publisher(), List.of(invoices));
    shop.publication().add(invoices);
    shop.subscription().refresh();
    journal.watchCopy();
    shop.publication().remove(invoices);
    shop.subscription().refresh();
    journal.say("without it: " + shop.subscription().copyStates());
  }
}
