package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.topology.PublishedTables.Operations;
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
    world.assertOnlyOrdersIsPartialBecause(flaw + " on the primary");
  }

  @ParameterizedTest
  @EnumSource
  void refusesAnyFlawOnTheSubscriber(Flaw flaw) {
    world.subscriber.flaws.add(flaw);
    world.assertOnlyOrdersIsPartialBecause(flaw + " on the subscriber");
  }

  @ParameterizedTest
  @ValueSource(strings = {"server_encoding", "default collation", "major version", "search_path"})
  void refusesAllWhereAnAnswerMayDependOnTheServer(String name) {
    world.subscriber.environment.put(name, "another");
    world.assertNoneIsWholeBecause(name + " is ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"server_encoding", "default collation", "major version", "search_path"})
  void refusesAllWhereOneServerDoesNotSay(String name) {
    world.primary.environment.remove(name);
    world.assertNoneIsWholeBecause(name + " is null on the primary");
  }

  @Test
  void refusesATableThatATemporaryOneHidesOnThePrimary() {
    world.primary.temporaryNames.add("orders");
    world.assertOnlyOrdersIsPartialBecause("temporary");
  }

  @Test
  void refusesATableThatATemporaryOneHidesOnTheSubscriber() {
    world.subscriber.temporaryNames.add("orders");
    world.assertOnlyOrdersIsPartialBecause("temporary");
  }

  @Test
  void refusesATableThatNoSubscriptionNames() {
    world.subscriber.absent = true;
    world.assertOnlyOrdersIsPartialBecause("not on the subscriber");
  }

  @Test
  void refusesATableOfTheSameNameInAnotherSchema() {
    world.subscriber.schema = "archive";
    world.assertOnlyOrdersIsPartialBecause("not on the subscriber");
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
    world.assertOnlyOrdersIsPartialBecause("in state " + state);
  }

  @Test
  void refusesATableThatTwoSubscriptionsName() {
    world.subscriptions.put("other", new Subscription(true, "slot", Set.of("pub"), true, null));
    world.states.put("other", "r");
    world.assertOnlyOrdersIsPartialBecause("2 subscriptions name it");
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
    world.assertOnlyOrdersIsPartialBecause("gone does not replicate from this primary");
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
    world.assertNoneIsWholeBecause("leaves out");
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
    world.assertOnlyOrdersIsPartialBecause("only these are published");
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
    world.assertOnlyOrdersIsPartialBecause("filtered has a row filter or a column list");
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
        world.assertOnlyOrdersIsPartialBecause("column ");
        side.columns.clear();
        side.columns.addAll(kept);
      }
    }
  }

  @Test
  void refusesAnotherOrderOfColumns() {
    world.subscriber.columns.clear();
    world.subscriber.columns.addAll(List.of(TwoServers.NAME, TwoServers.ID));
    world.assertOnlyOrdersIsPartialBecause("column 1");
  }

  @Test
  void refusesAColumnMoreOnEitherSide() {
    world.subscriber.columns.add(new Column("more", "integer", true, "", ""));
    world.assertOnlyOrdersIsPartialBecause("another number of columns");
    world.primary.columns.add(new Column("more", "integer", true, "", ""));
    assertThat(world.compare().everyUserTable()).isTrue();
    world.primary.columns.add(new Column("evenMore", "integer", true, "", ""));
    world.assertOnlyOrdersIsPartialBecause("another number of columns");
  }

  @Test
  void refusesAnOwnTypeThoughBothSidesHaveIt() {
    Column mood = new Column("mood", "mood", false, "", "");
    world.primary.columns.add(mood);
    world.subscriber.columns.add(mood);
    world.assertOnlyOrdersIsPartialBecause("column mood is of type mood");
  }

  @Test
  void holdsNothingWithoutASubscription() {
    world.subscriptions.clear();
    assertThat(world.whole()).isEmpty();
  }

  @Test
  void refusesATableThatNoSubscriptionCopies() {
    world.states.clear();
    world.assertOnlyOrdersIsPartialBecause("no subscription names it");
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
