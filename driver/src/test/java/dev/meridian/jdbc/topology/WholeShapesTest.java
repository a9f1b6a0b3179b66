package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.topology.RelationSignature.Child;
import dev.meridian.jdbc.topology.RelationSignature.Flaw;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Relations that are made of others: partitions, heirs, views. */
class WholeShapesTest {

  private final TwoServers world = new TwoServers();

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
}
