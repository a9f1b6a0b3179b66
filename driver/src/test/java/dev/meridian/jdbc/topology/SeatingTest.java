package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeatingTest {

  private final Seating seating = new Seating();

  private static Node named(String host) {
    return new Node(0, host, 5432, null, null);
  }

  private static Node at(String host, String ip, boolean several) {
    return named(host).lookedUp(ip, several);
  }

  @Test
  void theFirstSitInTheirOrder() {
    Seating.Change change = seating.seat(List.of(named("a"), named("b")), true);
    assertThat(change.taken()).extracting(Node::index).containsExactly(0, 1);
    assertThat(change.taken()).extracting(Node::id).containsExactly(0, 1);
    assertThat(seating.seat(List.of(named("b"), named("A")), true).left()).isEmpty();
    assertThat(seating.seat(List.of(named("a"), named("b")), true).taken()).isEmpty();
  }

  @Test
  void aPlaceIsGivenAgainUnderANumberThatNoneHad() {
    seating.seat(List.of(named("a"), named("b")), true);
    Seating.Change change = seating.seat(List.of(named("c"), named("b")), true);
    assertThat(change.left()).extracting(Node::host).containsExactly("a");
    Node next = change.taken().get(0);
    assertThat(next.index()).isZero();
    assertThat(next.id()).isEqualTo(2);
    assertThat(next.incarnation(77)).isNotEqualTo(change.left().get(0).incarnation(77));
  }

  @Test
  void whoComesBesideTheOthersLeavesThemWhereTheyAre() {
    seating.seat(List.of(named("a")), true);
    Seating.Change change = seating.seat(List.of(named("b")), false);
    assertThat(change.left()).isEmpty();
    assertThat(change.taken().get(0).index()).isEqualTo(1);
  }

  @Test
  void aNameThatIsLookedUpStaysTheSameNodeAndAnotherAddressIsAnother() {
    seating.seat(List.of(named("a")), true);
    assertThat(seating.seat(List.of(at("a", "10.0.0.1", false)), true).taken()).isEmpty();
    Seating.Change several =
        seating.seat(List.of(at("a", "10.0.0.1", true), at("a", "10.0.0.2", true)), true);
    assertThat(several.relabelled()).extracting(Node::address).containsExactly("a/10.0.0.1:5432");
    assertThat(several.taken()).extracting(Node::address).containsExactly("a/10.0.0.2:5432");
    assertThat(several.left()).isEmpty();
    Seating.Change moved = seating.seat(List.of(at("a", "10.0.0.3", false)), true);
    assertThat(moved.taken()).extracting(Node::address).containsExactly("a:5432");
    assertThat(moved.left()).hasSize(2);
  }

  @Test
  void thousandsWhoComeAndGoNeedNoMorePlacesThanThereWereAtATime() {
    Random random = new Random(1);
    Set<Integer> ids = new HashSet<>();
    int places = 0;
    for (int i = 0; i < 5_000; i++) {
      List<Node> wanted = new ArrayList<>();
      for (int j = random.nextInt(5); j >= 0; j--) {
        wanted.add(at("h" + j, "10.0." + random.nextInt(200) + "." + j, true));
      }
      for (Node node : seating.seat(wanted, true).taken()) {
        places = Math.max(places, node.index() + 1);
        assertThat(ids.add(node.id())).isTrue();
      }
    }
    assertThat(places).isEqualTo(5);
    assertThat(ids.size()).isGreaterThan(5_000);
  }
}
