package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.topology.RelationUse.Star;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriberRelationsTest {

  private final TwoServers world = new TwoServers();

  private boolean holds(SearchPath path, RelationName... relations) {
    RelationUse use = new RelationUse(Set.of(relations), Set.of(), Star.NONE);
    SubscriberRelations whole = world.compare();
    boolean first = whole.holds(use, path);
    assertThat(whole.holds(use, path)).as("asked again").isEqualTo(first);
    return first;
  }

  private static RelationName name(String name) {
    return new RelationName(null, name);
  }

  @Test
  void resolvesNamesByTheServersOwnPath() {
    assertThat(holds(SearchPath.SERVERS_OWN, name("orders"), name("users"))).isTrue();
    world.primary.environment.put("search_path", "public");
    world.subscriber.environment.put("search_path", "public");
    assertThat(holds(SearchPath.SERVERS_OWN, name("orders"))).isFalse();
    assertThat(holds(SearchPath.SERVERS_OWN, new RelationName("shop", "orders"))).isTrue();
  }

  @Test
  void resolvesNamesByThePathOfTheConnection() {
    assertThat(holds(SearchPath.of("shop"), name("orders"))).isTrue();
    assertThat(holds(SearchPath.of("public"), name("orders"))).isFalse();
    assertThat(holds(SearchPath.UNKNOWN, name("orders"))).isTrue();
  }

  @Test
  void takesTheFirstSchemaOfThePathThatHasTheName() {
    world.primary.add(relation("public", "orders"));
    world.subscriber.add(relation("public", "orders"));
    world.states.put("sub", "d");
    assertThat(holds(SearchPath.SERVERS_OWN, name("orders"))).as("public is whole").isTrue();
    assertThat(holds(SearchPath.of("shop"), name("orders"))).as("shop is not").isFalse();
    assertThat(holds(SearchPath.UNKNOWN, name("orders"))).as("either").isFalse();
  }

  @Test
  void refusesANameThatMeansAnotherRelationOnTheSubscriber() {
    world.subscriber.add(relation("public", "orders"));
    assertThat(holds(SearchPath.SERVERS_OWN, name("orders"))).isFalse();
    assertThat(holds(SearchPath.of("shop"), name("orders"))).isTrue();
  }

  @Test
  void passesOverASchemaThatTheRoleMayNotUse() {
    world.subscriber.add(relation("public", "orders"));
    world.subscriber.closedSchemas.add("public");
    assertThat(holds(SearchPath.SERVERS_OWN, name("orders"))).isTrue();
  }

  @Test
  void readsTheRolesNameForItsOwnSchema() {
    world.subscriber.add(relation("app", "orders"));
    assertThat(holds(SearchPath.SERVERS_OWN, name("orders"))).isFalse();
  }

  @Test
  void wantsEveryColumnOnOneOfTheRelations() {
    SubscriberRelations whole = world.compare();
    Set<RelationName> both = Set.of(name("orders"), name("users"));
    assertThat(
            whole.holds(
                new RelationUse(both, Set.of("id", "name"), Star.NONE), SearchPath.SERVERS_OWN))
        .isTrue();
    assertThat(
            whole.holds(
                new RelationUse(both, Set.of("id", "names"), Star.NONE), SearchPath.SERVERS_OWN))
        .isFalse();
    assertThat(
            whole.holds(
                new RelationUse(Set.of(name("users")), Set.of("name"), Star.NONE),
                SearchPath.SERVERS_OWN))
        .isFalse();
  }

  @Test
  void holdsNothingUnread() {
    assertThat(
            SubscriberRelations.NONE.holds(
                new RelationUse(Set.of(name("orders")), Set.of(), Star.NONE),
                SearchPath.SERVERS_OWN))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"$user\", public | $user,public",
        "a,b | a,b",
        " A , \"B\" | a,B",
        "\"a,b\"|a,b!",
        "\"say \"\"x\"\"\"|say \"x\"",
        "~~|~~"
      })
  void readsASearchPath(String value, String schemas) {
    SearchPath path = SearchPath.parse(value);
    assertThat(path.kind()).isEqualTo(SearchPath.Kind.LISTED);
    boolean one = schemas.endsWith("!");
    assertThat(one ? path.schemas().get(0) + "!" : String.join(",", path.schemas()))
        .isEqualTo(schemas);
    assertThat(path.schemas().size() == 1 || !one).isTrue();
  }

  @Test
  void doesNotPretendToReadABrokenSearchPath() {
    assertThat(SearchPath.parse("\"a, b")).isEqualTo(SearchPath.UNKNOWN);
  }

  private static RelationSignature relation(String schema, String name) {
    RelationSignature table = TwoServers.table(name);
    return new RelationSignature(
        new RelationName(schema, name),
        table.kind(),
        false,
        Set.of(),
        table.columns(),
        Set.of(),
        null);
  }
}
