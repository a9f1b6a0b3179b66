package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.topology.PublishedTables.Operations;
import dev.meridian.jdbc.topology.RelationSignature.Child;
import dev.meridian.jdbc.topology.RelationSignature.Column;
import dev.meridian.jdbc.topology.RelationSignature.Flaw;
import dev.meridian.jdbc.topology.SubscribedTables.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WholeRelationsTest {

  private final TwoServers world = new TwoServers();

  private void assertOnlyOrdersIsPartialBecause(String words) {
    assertThat(world.whole()).containsExactly("shop.users");
    assertThat(world.compare().everyUserTable()).isFalse();
    assertThat(world.objections()).containsOnlyKeys("shop.orders");
    assertThat(world.objections().get("shop.orders")).contains(words);
  }

  private void assertNoneIsWholeBecause(String words) {
    assertThat(world.whole()).isEmpty();
    assertThat(world.objections().values()).hasSize(2).allMatch(text -> text.contains(words));
  }

  @Test
  void givesTheColumnsOfEveryTableThatNothingIsFoundAgainst() {
    assertThat(world.compare().columns())
        .containsOnlyKeys(new RelationName("shop", "orders"), new RelationName("shop", "users"))
        .containsEntry(new RelationName("shop", "orders"), Set.of("id", "name"));
    assertThat(world.compare().everyUserTable()).isTrue();
    assertThat(world.objections()).isEmpty();
  }

  @Test
  void doesNotHoldEveryTableWhileThePrimaryHasAnotherRelationToReadFrom() {
    world.addToBoth(TwoServers.relation("totals", 'm'));
    assertThat(world.whole()).hasSize(2);
    assertThat(world.compare().everyUserTable()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void refusesAnyFlawOnThePrimary(Flaw flaw) {
    world.primary.flaws.add(flaw);
    assertOnlyOrdersIsPartialBecause(flaw + " on the primary");
  }

  @ParameterizedTest
  @EnumSource
  void refusesAnyFlawOnTheSubscriber(Flaw flaw) {
    world.subscriber.flaws.add(flaw);
    assertOnlyOrdersIsPartialBecause(flaw + " on the subscriber");
  }

  @ParameterizedTest
  @ValueSource(strings = {"server_encoding", "default collation", "major version", "search_path"})
  void refusesAllWhereAnAnswerMayDependOnTheServer(String name) {
    world.subscriber.environment.put(name, "another");
    assertNoneIsWholeBecause(name + " is ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"server_encoding", "default collation", "major version", "search_path"})
  void refusesAllWhereOneServerDoesNotSay(String name) {
    world.primary.environment.remove(name);
    assertNoneIsWholeBecause(name + " is null on the primary");
  }

  @Test
  void refusesATableThatATemporaryOneHidesOnThePrimary() {
    world.primary.temporaryNames.add("orders");
    assertOnlyOrdersIsPartialBecause("temporary");
  }

  @Test
  void refusesATableThatATemporaryOneHidesOnTheSubscriber() {
    world.subscriber.temporaryNames.add("orders");
    assertOnlyOrdersIsPartialBecause("temporary");
  }

  @Test
  void refusesATableThatNoSubscriptionNames() {
    world.subscriber.absent = true;
    assertOnlyOrdersIsPartialBecause("not on the subscriber");
  }

  @Test
  void refusesATableOfTheSameNameInAnotherSchema() {
    world.subscriber.schema = "archive";
    assertOnlyOrdersIsPartialBecause("not on the subscriber");
  }

  @Test
  void knowsNothingOfATableThatThePrimaryHasNot() {
    world.primary.absent = true;
    assertThat(world.whole()).containsExactly("shop.users");
  }

  @ParameterizedTest
  @ValueSource(strings = {"i", "d", "f", "s", "w", "c", "u", "x", "y", "R", ""})
  void refusesATableWhoseCopyIsNotReady(String state) {
    world.states.put("sub", state);
    assertOnlyOrdersIsPartialBecause("in state " + state);
  }

  @Test
  void refusesATableThatTwoSubscriptionsName() {
    world.subscriptions.put("other", new Subscription(true, "slot", Set.of("pub"), true, null));
    world.states.put("other", "r");
    assertOnlyOrdersIsPartialBecause("2 subscriptions name it");
  }

  static Stream<Subscription> unfitSubscriptions() {
    return Stream.of(
        new Subscription(false, "slot", Set.of("pub"), true, null),
        new Subscription(true, null, Set.of("pub"), true, null),
        new Subscription(true, "elsewhere", Set.of("pub"), true, null),
        new Subscription(true, "slot", Set.of("pub"), true, "has met conflicts"),
        new Subscription(true, "slot", Set.of(), true, null),
        new Subscription(true, "slot", Set.of("another"), true, null));
  }

  @ParameterizedTest
  @MethodSource("unfitSubscriptions")
  void refusesAllOfAnUnfitSubscription(Subscription subscription) {
    world.subscriptions.put("sub", subscription);
    assertThat(world.whole()).isEmpty();
    assertThat(world.objections()).hasSize(2);
  }

  @Test
  void refusesATableOfASubscriptionThatIsGone() {
    world.states.clear();
    world.states.put("gone", "r");
    assertOnlyOrdersIsPartialBecause("gone does not replicate from this primary");
  }

  @Test
  void acceptsASubscriptionToLocalChangesOfAPrimaryThatReceivesNone() {
    world.subscriptions.put("sub", new Subscription(true, "slot", Set.of("pub"), false, null));
    assertThat(world.compare().everyUserTable()).isTrue();
  }

  @Test
  void refusesASubscriptionToLocalChangesOfAPrimaryThatReceivesOthers() {
    world.subscriptions.put("sub", new Subscription(true, "slot", Set.of("pub"), false, null));
    world.receivesChanges = true;
    assertNoneIsWholeBecause("leaves out");
  }

  @Test
  void acceptsASubscriptionToAllChangesOfAPrimaryThatReceivesOthers() {
    world.receivesChanges = true;
    assertThat(world.compare().everyUserTable()).isTrue();
  }

  /** Every set of operations but all four. */
  static Stream<Operations> someOperations() {
    return IntStream.range(0, 15)
        .mapToObj(
            bits ->
                new Operations((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0));
  }

  @ParameterizedTest
  @MethodSource("someOperations")
  void refusesATableOfWhichNotEveryOperationIsPublished(Operations operations) {
    world.publications.put("some", operations);
    world.publishedBy.clear();
    world.publishedBy.add("some");
    world.subscriptions.put(
        "sub", new Subscription(true, "slot", Set.of("pub", "some"), true, null));
    assertOnlyOrdersIsPartialBecause("only these are published");
  }

  @ParameterizedTest
  @MethodSource("someOperations")
  void addsUpTheOperationsOfSeveralPublications(Operations operations) {
    world.publications.put("some", operations);
    world.publications.put(
        "rest",
        new Operations(
            !operations.insert(),
            !operations.update(),
            !operations.delete(),
            !operations.truncate()));
    world.publishedBy.clear();
    world.publishedBy.addAll(Set.of("some", "rest"));
    world.subscriptions.put(
        "sub", new Subscription(true, "slot", Set.of("pub", "some", "rest"), true, null));
    assertThat(world.compare().everyUserTable()).isTrue();
  }

  @Test
  void refusesAFilterInAnyPublicationThatTheSubscriptionNames() {
    world.publications.put("filtered", new Operations(true, true, true, true));
    world.publishedBy.add("filtered");
    world.partlyPublishedBy.add("filtered");
    world.subscriptions.put(
        "sub", new Subscription(true, "slot", Set.of("pub", "filtered"), true, null));
    assertOnlyOrdersIsPartialBecause("filtered has a row filter or a column list");
  }

  @Test
  void mindsNoFilterInAPublicationForOthers() {
    world.publishedBy.add("filtered");
    world.partlyPublishedBy.add("filtered");
    assertThat(world.compare().everyUserTable()).isTrue();
  }

  static Stream<UnaryOperator<Column>> changes() {
    return Stream.of(
        c -> new Column(c.name() + "2", c.type(), c.plain(), c.collation(), c.origin()),
        c -> new Column(c.name(), "text", c.plain(), c.collation(), c.origin()),
        c -> new Column(c.name(), c.type(), false, c.collation(), c.origin()),
        c -> new Column(c.name(), c.type(), c.plain(), "pg_catalog C", c.origin()),
        c -> new Column(c.name(), c.type(), c.plain(), c.collation(), "identity a"),
        c -> new Column(c.name(), c.type(), c.plain(), c.collation(), "generated s id * 2"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void refusesAColumnThatDiffersInAnything(UnaryOperator<Column> change) {
    for (TwoServers.Side side : List.of(world.primary, world.subscriber)) {
      for (int i = 0; i < 2; i++) {
        List<Column> kept = new ArrayList<>(side.columns);
        side.columns.set(i, change.apply(kept.get(i)));
        assertOnlyOrdersIsPartialBecause("column ");
        side.columns.clear();
        side.columns.addAll(kept);
      }
    }
  }

  @Test
  void refusesAnotherOrderOfColumns() {
    world.subscriber.columns.clear();
    world.subscriber.columns.addAll(List.of(TwoServers.NAME, TwoServers.ID));
    assertOnlyOrdersIsPartialBecause("column 1");
  }

  @Test
  void refusesAColumnMoreOnEitherSide() {
    world.subscriber.columns.add(new Column("more", "integer", true, "", ""));
    assertOnlyOrdersIsPartialBecause("another number of columns");
    world.primary.columns.add(new Column("more", "integer", true, "", ""));
    assertThat(world.compare().everyUserTable()).isTrue();
    world.primary.columns.add(new Column("evenMore", "integer", true, "", ""));
    assertOnlyOrdersIsPartialBecause("another number of columns");
  }

  @Test
  void refusesAnOwnTypeThoughBothSidesHaveIt() {
    Column mood = new Column("mood", "mood", false, "", "");
    world.primary.columns.add(mood);
    world.subscriber.columns.add(mood);
    assertOnlyOrdersIsPartialBecause("column mood is of type mood");
  }

  @Test
  void holdsNothingWithoutASubscription() {
    world.subscriptions.clear();
    assertThat(world.whole()).isEmpty();
  }

  @Test
  void refusesATableThatNoSubscriptionCopies() {
    world.states.clear();
    assertOnlyOrdersIsPartialBecause("no subscription names it");
  }

  private void makeOrdersPartitioned(Child... children) {
    world.primary.kind = 'p';
    world.subscriber.kind = 'p';
    world.primary.children.addAll(List.of(children));
    world.subscriber.children.addAll(List.of(children));
    world.states.clear();
    for (Child child : children) {
      world.addToBoth(TwoServers.table(child.name().name()));
    }
  }

  @Test
  void holdsAPartitionedTableAllOfWhosePartitionsAreWhole() {
    makeOrdersPartitioned(TwoServers.child("orders_1"), TwoServers.child("orders_2"));
    assertThat(world.whole())
        .containsExactlyInAnyOrder("shop.orders", "shop.users", "shop.orders_1", "shop.orders_2");
    assertThat(world.compare().everyUserTable()).isTrue();
  }

  @Test
  void refusesAPartitionedTableWithAPartitionMoreOnEitherSide() {
    makeOrdersPartitioned(TwoServers.child("orders_1"));
    world.primary.children.add(TwoServers.child("orders_2"));
    assertThat(world.objections().get("shop.orders")).contains("other partitions");
    world.primary.children.remove(TwoServers.child("orders_2"));
    world.subscriber.children.add(TwoServers.child("orders_2"));
    assertThat(world.objections().get("shop.orders")).contains("other partitions");
  }

  @Test
  void refusesAPartitionedTableOneOfWhosePartitionsIsNotWhole() {
    makeOrdersPartitioned(TwoServers.child("orders_1"), TwoServers.child("orders_2"));
    world.subscriber.add(TwoServers.relation("orders_2", 'f'));
    assertThat(world.objections().get("shop.orders")).contains("orders_2").contains("kind");
  }

  @Test
  void holdsATableThatIsReplicatedAsOne() {
    makeOrdersPartitioned(TwoServers.child("orders_1"));
    world.states.put("sub", "r");
    assertThat(world.whole()).contains("shop.orders");
    world.states.put("sub", "d");
    assertThat(world.objections().get("shop.orders")).contains("in state d");
  }

  @Test
  void refusesATableReplicatedAsOneToWhichAnotherWasAttached() {
    makeOrdersPartitioned(new Child(new RelationName("shop", "orders_1"), true));
    assertThat(world.whole()).contains("shop.orders");
    world.states.put("sub", "r");
    assertThat(world.objections().get("shop.orders")).contains("attached");
  }

  @Test
  void refusesATableOneOfWhoseHeirsIsNotWhole() {
    world.primary.children.add(TwoServers.child("heir"));
    world.subscriber.children.add(TwoServers.child("heir"));
    world.addToBoth(TwoServers.table("heir"));
    assertThat(world.whole()).contains("shop.orders");
    world.addToBoth(TwoServers.relation("heir", 'f'));
    assertThat(world.whole()).doesNotContain("shop.orders");
  }

  @Test
  void holdsAViewOfWhatIsWhole() {
    world.addToBoth(TwoServers.view("ids", "SELECT id FROM shop.orders", "orders"));
    world.addToBoth(TwoServers.view("more_ids", "SELECT id FROM shop.ids", "ids", "users"));
    assertThat(world.whole()).contains("shop.ids", "shop.more_ids");
    assertThat(world.compare().everyUserTable()).isTrue();
  }

  @Test
  void holdsAViewOfATableThatOnlyItsOwnerMayRead() {
    world.primary.flaws.add(Flaw.NOT_READABLE);
    world.subscriber.flaws.add(Flaw.NOT_READABLE);
    world.addToBoth(TwoServers.view("ids", "SELECT id FROM shop.orders", "orders"));
    assertThat(world.whole()).containsExactlyInAnyOrder("shop.ids", "shop.users");
  }

  @Test
  void refusesAViewWithAnotherDefinitionOrNone() {
    world.primary.add(TwoServers.view("ids", "SELECT id FROM shop.orders", "orders"));
    for (String other : new String[] {"SELECT 1 FROM shop.orders", null}) {
      world.subscriber.add(TwoServers.view("ids", other, "orders"));
      assertThat(world.objections().get("shop.ids")).contains("definition");
    }
  }

  @Test
  void refusesAViewOfWhatIsNotWhole() {
    world.states.put("sub", "d");
    world.addToBoth(TwoServers.view("ids", "SELECT id FROM shop.orders", "orders"));
    world.addToBoth(TwoServers.view("more_ids", "SELECT id FROM shop.ids", "ids"));
    assertThat(world.objections().get("shop.ids")).contains("in state d");
    assertThat(world.objections().get("shop.more_ids")).contains("reads shop.ids");
  }

  @Test
  void refusesAViewThatSeemsToReadItself() {
    world.addToBoth(TwoServers.view("ids", "SELECT id FROM shop.ids", "ids"));
    assertThat(world.objections().get("shop.ids")).contains("reads itself");
  }

  @Test
  void mindsNothingThatAnExtensionBrought() {
    world.addToBoth(
        new RelationSignature(
            new RelationName("shop", "statements"),
            'f',
            true,
            Set.of(),
            List.of(),
            Set.of(),
            null));
    assertThat(world.compare().everyUserTable()).isTrue();
  }
}
