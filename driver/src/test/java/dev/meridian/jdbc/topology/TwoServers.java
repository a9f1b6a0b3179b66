package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.topology.PublishedTables.Operations;
import dev.meridian.jdbc.topology.RelationSignature.Child;
import dev.meridian.jdbc.topology.RelationSignature.Column;
import dev.meridian.jdbc.topology.RelationSignature.Flaw;
import dev.meridian.jdbc.topology.RelationSignature.View;
import dev.meridian.jdbc.topology.SubscribedTables.Subscription;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A primary and a subscriber in which two tables are whole, {@code shop.orders} and {@code
 * shop.users}. A test changes one thing on {@code orders}, or on all, or adds relations.
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
                "search_path", "\"$user\", public, shop"));
    final Set<String> temporaryNames = new HashSet<>();
    final Set<String> closedSchemas = new HashSet<>();
    final Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
    final List<Column> columns = new ArrayList<>(List.of(ID, NAME));
    final Set<Child> children = new HashSet<>();
    final Map<RelationName, RelationSignature> more = new HashMap<>();
    String schema = "shop";
    char kind = 'r';
    boolean absent;

    private RelationSignature orders() {
      return new RelationSignature(
          new RelationName(schema, "orders"), kind, false, flaws, columns, children, null);
    }

    void add(RelationSignature relation) {
      more.put(relation.name(), relation);
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

  static RelationSignature table(String name, Child... children) {
    return relation(name, 'r', children);
  }

  static RelationSignature relation(String name, char kind, Child... children) {
    return new RelationSignature(
        new RelationName("shop", name), kind, false, Set.of(), List.of(ID), Set.of(children), null);
  }

  static RelationSignature view(String name, @Nullable String definition, String... reads) {
    Set<RelationName> names = new HashSet<>();
    for (String read : reads) {
      names.add(new RelationName("shop", read));
    }
    return new RelationSignature(
        new RelationName("shop", name),
        'v',
        false,
        Set.of(),
        List.of(ID),
        Set.of(),
        new View(definition, "", names));
  }

  static Child child(String name) {
    return new Child(new RelationName("shop", name), false);
  }

  /** Adds a relation to both sides, as it is. */
  void addToBoth(RelationSignature relation) {
    primary.add(relation);
    subscriber.add(relation);
  }

  WholeRelations.Comparison comparison() {
    return WholeRelations.compare(published(), subscribed());
  }

  SubscriberRelations compare() {
    return comparison().whole();
  }

  /** The names of what is whole. */
  Set<String> whole() {
    Set<String> names = new HashSet<>();
    compare().columns().keySet().forEach(relation -> names.add(relation.toString()));
    return names;
  }

  Map<String, String> objections() {
    return comparison().objections();
  }

  private PublishedTables published() {
    List<PublishedTables.Relation> relations = new ArrayList<>();
    relations.add(new PublishedTables.Relation(users(), Set.of("pub"), Set.of()));
    if (!primary.absent) {
      relations.add(new PublishedTables.Relation(primary.orders(), publishedBy, partlyPublishedBy));
    }
    primary
        .more
        .values()
        .forEach(
            each -> relations.add(new PublishedTables.Relation(each, Set.of("pub"), Set.of())));
    return new PublishedTables(
        primary.environment,
        slots,
        receivesChanges,
        primary.temporaryNames,
        publications,
        "app",
        primary.closedSchemas,
        relations);
  }

  private SubscribedTables subscribed() {
    List<SubscribedTables.Relation> relations = new ArrayList<>();
    relations.add(new SubscribedTables.Relation(users(), Map.of("sub", "r")));
    if (!subscriber.absent) {
      relations.add(new SubscribedTables.Relation(subscriber.orders(), states));
    }
    subscriber
        .more
        .values()
        .forEach(
            each ->
                relations.add(
                    new SubscribedTables.Relation(
                        each, each.isTable() ? Map.of("sub", "r") : Map.of())));
    return new SubscribedTables(
        subscriber.environment,
        subscriber.temporaryNames,
        subscriptions,
        "app",
        subscriber.closedSchemas,
        relations);
  }

  private static RelationSignature users() {
    return table("users");
  }

  void assertOnlyOrdersIsPartialBecause(String words) {
    assertThat(whole()).containsExactly("shop.users");
    assertThat(compare().everyUserTable()).isFalse();
    assertThat(objections()).containsOnlyKeys("shop.orders");
    assertThat(objections().get("shop.orders")).contains(words);
  }

  void assertNoneIsWholeBecause(String words) {
    assertThat(whole()).isEmpty();
    assertThat(objections().values()).hasSize(2).allMatch(text -> text.contains(words));
  }
}
