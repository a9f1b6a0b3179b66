package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.topology.PublishedTables.Operations;
import dev.meridian.jdbc.topology.SubscribedTables.Subscription;
import dev.meridian.jdbc.topology.TableSignature.Column;
import dev.meridian.jdbc.topology.TableSignature.Flaw;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A primary and a subscriber in which two tables are whole, {@code shop.orders} and {@code
 * shop.users}. A test changes one thing on {@code orders}, or on all.
 */
final class TwoServers {

  static final Column ID = new Column("id", "integer", true, "", "");
  static final Column NAME = new Column("name", "character varying(40)", true, "default", "");

  /** One side's half of what is compared. */
  static final class Side {
    final Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "server_encoding", "UTF8",
                "default collation", "C.UTF-8 C.UTF-8 c",
                "major version", "18",
                "search_path", "public"));
    final Set<String> temporaryNames = new HashSet<>();
    final Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
    final List<Column> columns = new ArrayList<>(List.of(ID, NAME));
    String schema = "shop";
    boolean absent;

    private TableSignature orders() {
      return new TableSignature(schema, "orders", flaws, columns);
    }
  }

  final Side primary = new Side();
  final Side subscriber = new Side();
  final Set<String> slots = new HashSet<>(Set.of("slot"));
  final Map<String, Operations> publications =
      new HashMap<>(Map.of("pub", new Operations(true, true, true, true)));
  final Set<String> publishedBy = new HashSet<>(Set.of("pub"));
  final Set<String> partlyPublishedBy = new HashSet<>();
  final Map<String, Subscription> subscriptions =
      new HashMap<>(Map.of("sub", new Subscription(true, "slot", Set.of("pub"), true, null)));
  final Map<String, String> states = new HashMap<>(Map.of("sub", "r"));
  boolean receivesChanges;
  int readableRelations = 2;

  SubscriberTables compare() {
    return WholeTables.compare(published(), subscribed());
  }

  Map<String, String> objections() {
    return WholeTables.objections(published(), subscribed());
  }

  private PublishedTables published() {
    List<PublishedTables.Table> tables = new ArrayList<>();
    tables.add(new PublishedTables.Table(users(), Set.of("pub"), Set.of()));
    if (!primary.absent) {
      tables.add(new PublishedTables.Table(primary.orders(), publishedBy, partlyPublishedBy));
    }
    return new PublishedTables(
        primary.environment,
        slots,
        receivesChanges,
        primary.temporaryNames,
        publications,
        tables,
        readableRelations);
  }

  private SubscribedTables subscribed() {
    List<SubscribedTables.Table> tables = new ArrayList<>();
    tables.add(new SubscribedTables.Table(users(), Map.of("sub", "r")));
    if (!subscriber.absent) {
      tables.add(new SubscribedTables.Table(subscriber.orders(), states));
    }
    return new SubscribedTables(
        subscriber.environment, subscriber.temporaryNames, subscriptions, tables);
  }

  private static TableSignature users() {
    return new TableSignature("shop", "users", Set.of(), List.of(ID));
  }
}
