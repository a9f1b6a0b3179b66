package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionNode;
import dev.meridian.testkit.Vantage;
import dev.meridian.testkit.WanModel;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each test changes one thing about a table of its own, which was whole until then; {@code users}
 * stays as it is.
 */
class SubscriberCatalogueTest {

  private static final String PRIMARY = "us-east-1";
  private static final String SUBSCRIBER = "ap-east-1";

  /** Statements that make a table of their name not whole, and the words for why. */
  record Change(String table, String onPrimary, String onSubscriber, String words) {
    @Override
    public String toString() {
      return table;
    }
  }

  static Stream<Change> changes() {
    return Stream.of(
        subscriber("type", "ALTER TABLE t ALTER COLUMN word TYPE varchar(50)", "column 2"),
        primary("modifier", "ALTER TABLE t ALTER COLUMN amount TYPE numeric(12,2)", "column 3"),
        subscriber("added", "ALTER TABLE t ADD more int", "another number of columns"),
        primary("added_there", "ALTER TABLE t ADD more int", "another number of columns"),
        subscriber("renamed", "ALTER TABLE t RENAME word TO term", "column 2"),
        subscriber("reordered", "ALTER TABLE t DROP word, ADD word varchar(40)", "column 2"),
        subscriber(
            "collated", "ALTER TABLE t ALTER word TYPE varchar(40) COLLATE \"C\"", "column 2"),
        subscriber(
            "identity", "ALTER TABLE t ALTER id ADD GENERATED ALWAYS AS IDENTITY", "column 1"),
        new Change(
            "generated",
            "ALTER TABLE t ADD twice int GENERATED ALWAYS AS (id * 2) STORED",
            "ALTER TABLE t ADD twice int GENERATED ALWAYS AS (id * 3) STORED",
            "column 4"),
        both(
            "by_function",
            "CREATE FUNCTION twice(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1 * 2';"
                + "ALTER TABLE t ADD twice int GENERATED ALWAYS AS (twice(id)) STORED",
            "function that is not built in"),
        subscriber("enumerated", "ALTER TYPE feeling ADD VALUE 'worst' BEFORE 'bad'", "column 4"),
        both("composed", "CREATE TYPE pair AS (a int); ALTER TABLE t ADD couple pair", "pair"),
        both("object_names", "ALTER TABLE t ADD object regclass", "regclass"),
        primary("secured_there", "ALTER TABLE t ENABLE ROW LEVEL SECURITY", "row security"),
        subscriber("secured", "ALTER TABLE t ENABLE ROW LEVEL SECURITY", "row security"),
        subscriber("forced", "ALTER TABLE t FORCE ROW LEVEL SECURITY", "row security"),
        subscriber("revoked", "REVOKE SELECT ON t FROM app", "may not be read"),
        primary("revoked_there", "REVOKE SELECT ON t FROM app", "may not be read"),
        subscriber(
            "column_granted",
            "REVOKE SELECT ON t FROM app; GRANT SELECT (id, word) ON t TO app",
            "may not be read"),
        subscriber("closed.one", "REVOKE USAGE ON SCHEMA closed FROM app", "may not be read"),
        subscriber(
            "always_triggered",
            "CREATE TRIGGER f BEFORE UPDATE ON t FOR EACH ROW"
                + " EXECUTE FUNCTION suppress_redundant_updates_trigger();"
                + "ALTER TABLE t ENABLE ALWAYS TRIGGER f",
            "trigger that fires"),
        subscriber(
            "replica_triggered",
            "CREATE TRIGGER f BEFORE UPDATE ON t FOR EACH ROW"
                + " EXECUTE FUNCTION suppress_redundant_updates_trigger();"
                + "ALTER TABLE t ENABLE REPLICA TRIGGER f",
            "trigger that fires"),
        subscriber("ruled", "CREATE RULE f AS ON DELETE TO t DO INSTEAD NOTHING", "a rule"),
        subscriber("unlogged", "ALTER TABLE t SET UNLOGGED", "unlogged"),
        subscriber("parent", "CREATE TABLE child () INHERITS (t)", "other partitions or children"),
        primary(
            "parent_there", "CREATE TABLE child () INHERITS (t)", "other partitions or children"),
        primary(
            "filtered",
            "CREATE PUBLICATION filtered FOR TABLE t WHERE (id > 5)",
            "ALTER SUBSCRIPTION sub_ap_east_1 ADD PUBLICATION filtered WITH (refresh = false)",
            "row filter or a column list"),
        primary(
            "narrowed",
            "CREATE PUBLICATION narrowed FOR TABLE t (id)",
            "ALTER SUBSCRIPTION sub_ap_east_1 ADD PUBLICATION narrowed WITH (refresh = false)",
            "row filter or a column list"));
  }

  private static Change primary(String table, String onPrimary, String words) {
    return new Change(table, onPrimary, "", words);
  }

  private static Change primary(String table, String there, String here, String words) {
    return new Change(table, there, here, words);
  }

  private static Change subscriber(String table, String onSubscriber, String words) {
    return new Change(table, "", onSubscriber, words);
  }

  private static Change both(String table, String statement, String words) {
    return new Change(table, statement, statement, words);
  }

  private static MultiRegionPostgres cluster;
  private static Connection primary;
  private static Connection subscriber;
  private static final PublishedTablesReader PUBLISHED = new PublishedTablesReader();
  private static final SubscribedTablesReader SUBSCRIBED = new SubscribedTablesReader();

  @BeforeAll
  static void start() throws SQLException {
    List<String> schema =
        new ArrayList<>(
            List.of("CREATE SCHEMA closed", "CREATE TYPE feeling AS ENUM ('bad', 'good')"));
    Stream.concat(
            changes().map(Change::table),
            Stream.of("users", "public_and_same", "hidden", "conflicting"))
        .forEach(
            table ->
                schema.add(
                    "CREATE TABLE "
                        + (table.contains(".") ? table : "public." + table)
                        + " (id int PRIMARY KEY, word varchar(40), amount numeric(10,2)"
                        + (table.equals("enumerated") ? ", mood feeling, moods feeling[])" : ")")));
    cluster =
        MultiRegionPostgres.builder()
            .primary(PRIMARY)
            .subscriber(SUBSCRIBER)
            .roundTrips(WanModel.none())
            .schema(schema.toArray(String[]::new))
            .start();
    Vantage vantage = cluster.from(PRIMARY);
    primary = vantage.connect(PRIMARY);
    subscriber = vantage.connect(SUBSCRIBER);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static WholeRelations.Comparison comparison() throws SQLException {
    return WholeRelations.compare(PUBLISHED.read(primary), SUBSCRIBED.read(subscriber));
  }

  /** By name with its schema, the columns of what is whole. */
  private static Map<String, Set<String>> whole() throws SQLException {
    Map<String, Set<String>> whole = new TreeMap<>();
    comparison()
        .whole()
        .columns()
        .forEach((relation, columns) -> whole.put(relation.toString(), columns));
    return whole;
  }

  private static Map<String, String> objections() throws SQLException {
    return comparison().objections();
  }

  private static RegionNode subscriberNode() {
    return cluster.node(SUBSCRIBER);
  }

  private static void execute(RegionNode node, String statements, String table)
      throws SQLException {
    for (String statement : statements.split(";", -1)) {
      if (!statement.isEmpty()) {
        node.execute(statement.replaceAll("\\bt\\b", table));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("changes")
  void noticesThatATableIsNoLongerWhole(Change change) throws SQLException {
    String qualified = change.table().contains(".") ? change.table() : "public." + change.table();
    assertThat(whole()).containsKeys(qualified, "public.users");
    execute(cluster.primary(), change.onPrimary(), change.table());
    execute(subscriberNode(), change.onSubscriber(), change.table());
    assertThat(objections()).containsKey(qualified);
    assertThat(objections().get(qualified)).contains(change.words());
    assertThat(whole()).doesNotContainKey(qualified).containsKey("public.users");
  }

  @Test
  void staysWholeWithWhatChangesNoAnswer() throws SQLException {
    String both = "ALTER TABLE t ADD twice int GENERATED ALWAYS AS (id * 2) STORED";
    execute(cluster.primary(), both, "public_and_same");
    execute(subscriberNode(), both + ";CREATE INDEX ON t (word)", "public_and_same");
    execute(
        subscriberNode(),
        "CREATE TRIGGER f BEFORE UPDATE ON t FOR EACH ROW"
            + " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "public_and_same");
    assertThat(whole().get("public.public_and_same"))
        .containsExactlyInAnyOrder("id", "word", "amount", "twice");
  }

  @Test
  void takesNoTableThatASessionHidesFromItself() throws SQLException {
    try (Statement statement = subscriber.createStatement()) {
      assertThat(whole()).containsKey("public.hidden");
      statement.execute("CREATE TEMPORARY TABLE hidden (id int)");
      assertThat(objections().get("public.hidden")).contains("temporary");
      statement.execute("DROP TABLE pg_temp.hidden");
      assertThat(whole()).containsKey("public.hidden");
    }
  }

  private static void refresh() throws SQLException {
    subscriberNode().execute("ALTER SUBSCRIPTION sub_ap_east_1 REFRESH PUBLICATION");
    await()
        .until(
            () ->
                "0"
                    .equals(
                        subscriberNode()
                            .query(
                                "SELECT count(*) FROM pg_subscription_rel WHERE srsubstate <> 'r'")));
  }

  private static void onBoth(String... statements) throws SQLException {
    cluster.primary().execute(statements);
    subscriberNode().execute(statements);
  }

  @Test
  void takesAPartitionedTableAllOfWhosePartitionsAreReady() throws SQLException {
    onBoth(
        "CREATE TABLE years (id int) PARTITION BY RANGE (id)",
        "CREATE TABLE year_1 PARTITION OF years FOR VALUES FROM (1) TO (2)",
        "GRANT SELECT ON years TO app");
    assertThat(objections().get("public.years")).contains("year_1").contains("no subscription");
    refresh();
    assertThat(whole()).containsKey("public.years");
    assertThat(objections().get("public.year_1")).contains("may not be read");
    String second = "CREATE TABLE year_2 PARTITION OF years FOR VALUES FROM (2) TO (3)";
    cluster.primary().execute(second);
    assertThat(objections().get("public.years")).contains("other partitions");
    subscriberNode().execute(second);
    assertThat(objections().get("public.years")).contains("year_2").contains("no subscription");
    refresh();
    assertThat(whole()).containsKey("public.years");
  }

  @Test
  void takesAViewWithTheSameDefinition() throws SQLException {
    onBoth(
        "CREATE VIEW words AS SELECT id, word FROM users WHERE id > 0",
        "CREATE VIEW more_words AS SELECT w.* FROM words w JOIN users u USING (id)",
        "GRANT SELECT ON words, more_words TO app");
    assertThat(whole()).containsKeys("public.words", "public.more_words");
    subscriberNode().execute("CREATE OR REPLACE VIEW words AS SELECT id, word FROM users");
    assertThat(objections().get("public.words")).contains("another definition");
    assertThat(objections().get("public.more_words")).contains("reads public.words");
    cluster.primary().execute("CREATE OR REPLACE VIEW words AS SELECT id, word FROM users");
    assertThat(whole()).containsKeys("public.words", "public.more_words");
    subscriberNode().execute("ALTER VIEW words SET (security_invoker = true)");
    assertThat(objections().get("public.words")).contains("another definition");
  }

  @Test
  void takesNoViewOfCodeOfItsOwn() throws SQLException {
    onBoth(
        "CREATE FUNCTION shorter(varchar) RETURNS text IMMUTABLE LANGUAGE sql AS"
            + " 'SELECT left($1, 1)'",
        "CREATE VIEW initials AS SELECT id, shorter(word) FROM users",
        "GRANT SELECT ON initials TO app");
    assertThat(objections().get("public.initials")).contains("not built in");
  }

  @Test
  void takesAViewOfATableThatItsOwnerAloneMayRead() throws SQLException {
    onBoth(
        "CREATE TABLE vault (id int PRIMARY KEY)",
        "CREATE VIEW window_pane AS SELECT id FROM vault",
        "GRANT SELECT ON window_pane TO app");
    refresh();
    assertThat(whole()).containsKey("public.window_pane").doesNotContainKey("public.vault");
    subscriberNode()
        .execute("CREATE ROLE nobody_much", "ALTER VIEW window_pane OWNER TO nobody_much");
    assertThat(objections().get("public.window_pane")).contains("on its behalf");
  }

  @Test
  void takesNoTableThatTheSubscriberWasNotToldOf() throws SQLException {
    onBoth("CREATE TABLE young (id int)", "GRANT SELECT ON young TO app");
    assertThat(objections()).containsEntry("public.young", "no subscription names it");
  }

  @Test
  void takesNoUnloggedTableOfThePrimary() throws SQLException {
    onBoth("CREATE UNLOGGED TABLE fleeting (id int)");
    assertThat(whole()).doesNotContainKey("public.fleeting");
  }

  @Test
  void takesNoTableOfADisabledSubscription() throws SQLException {
    subscriberNode().disableSubscription();
    try {
      assertThat(objections().get("public.users")).contains("is not enabled");
      assertThat(whole()).isEmpty();
    } finally {
      subscriberNode().enableSubscription();
    }
    assertThat(whole()).containsKey("public.users");
  }

  @Test
  void takesNoTableOfASubscriptionThatIsToldToSkip() throws SQLException {
    subscriberNode().execute("ALTER SUBSCRIPTION sub_ap_east_1 SKIP (lsn = 'FFF/0')");
    assertThat(objections().get("public.users")).contains("skip a transaction");
    subscriberNode().execute("ALTER SUBSCRIPTION sub_ap_east_1 SKIP (lsn = NONE)");
    assertThat(whole()).containsKey("public.users");
  }

  @Test
  void takesALocalSubscriptionOnlyFromAPrimaryThatReceivesNothing() throws SQLException {
    subscriberNode().execute("ALTER SUBSCRIPTION sub_ap_east_1 SET (origin = none)");
    assertThat(whole()).containsKey("public.users");
    cluster.primary().query("SELECT pg_replication_origin_create('from elsewhere')");
    assertThat(objections().get("public.users")).contains("leaves out");
    subscriberNode().execute("ALTER SUBSCRIPTION sub_ap_east_1 SET (origin = any)");
    assertThat(whole()).containsKey("public.users");
    cluster.primary().execute("SELECT pg_replication_origin_drop('from elsewhere')");
  }

  @Test
  void takesNoTableOfWhichNotEveryOperationIsPublished() throws SQLException {
    String publication = cluster.primary().query("SELECT pubname FROM pg_publication LIMIT 1");
    cluster.primary().execute("ALTER PUBLICATION " + publication + " SET (publish = 'insert')");
    assertThat(objections().get("public.users")).contains("only these are published");
    cluster
        .primary()
        .execute(
            "ALTER PUBLICATION "
                + publication
                + " SET (publish = 'insert, update, delete, truncate')");
    assertThat(whole()).containsKey("public.users");
  }

  @Test
  void takesNoTableOfASubscriptionFromElsewhere() throws SQLException {
    subscriberNode().disableSubscription();
    subscriberNode().execute("ALTER SUBSCRIPTION sub_ap_east_1 SET (slot_name = NONE)");
    assertThat(objections().get("public.users")).contains("does not replicate from this primary");
    subscriberNode().execute("ALTER SUBSCRIPTION sub_ap_east_1 SET (slot_name = 'elsewhere')");
    assertThat(objections().get("public.users")).contains("does not replicate from this primary");
    subscriberNode().execute("ALTER SUBSCRIPTION sub_ap_east_1 SET (slot_name = 'sub_ap_east_1')");
    subscriberNode().enableSubscription();
    assertThat(whole()).containsKey("public.users");
  }

  @Test
  void takesNoTableOfASubscriptionThatHasMetConflicts() throws SQLException {
    cluster.primary().execute("INSERT INTO conflicting VALUES (1, 'one', 1)");
    cluster.awaitCaughtUp();
    subscriberNode().execute("DELETE FROM conflicting");
    cluster.primary().execute("UPDATE conflicting SET word = 'two'");
    cluster.awaitCaughtUp();
    await()
        .atMost(Duration.ofSeconds(60)) // statistics are written once in a while
        .untilAsserted(
            () -> assertThat(objections().get("public.users")).contains("has met conflicts"));
    subscriberNode().execute("SELECT pg_stat_reset_subscription_stats(NULL)");
    await().until(() -> whole().containsKey("public.users"));
  }

  @Test
  void takesNoTableWhereTheRoleSearchesOtherSchemas() throws SQLException {
    subscriberNode().execute("ALTER ROLE app SET search_path = closed");
    try (Connection later = cluster.from(SUBSCRIBER).connect(SUBSCRIBER)) {
      SubscribedTables there = new SubscribedTablesReader().read(later);
      assertThat(WholeRelations.compare(PUBLISHED.read(primary), there).whole())
          .isEqualTo(SubscriberRelations.NONE);
    } finally {
      subscriberNode().execute("ALTER ROLE app RESET search_path");
    }
  }

  @Test
  void knowsTablesPublishedByTheirSchema() throws SQLException {
    onBoth("CREATE SCHEMA shop", "CREATE TABLE shop.basket (id int)");
    cluster.primary().execute("CREATE PUBLICATION shop FOR TABLES IN SCHEMA shop");
    assertThat(PUBLISHED.read(primary).relations())
        .filteredOn(table -> table.signature().name().name().equals("basket"))
        .singleElement()
        .satisfies(table -> assertThat(table.publications()).contains("shop"));
  }

  @Test
  void asksInOneRoundTripAndAnswersWithTheSameObjectUntilSomethingChanges() throws SQLException {
    PublishedTables there = PUBLISHED.read(primary);
    SubscribedTables here = SUBSCRIBED.read(subscriber);
    Vantage vantage = cluster.from(PRIMARY);
    vantage.linkTo(PRIMARY).resetCounters();
    vantage.linkTo(SUBSCRIBER).resetCounters();
    assertThat(PUBLISHED.read(primary)).isSameAs(there);
    assertThat(SUBSCRIBED.read(subscriber)).isSameAs(here);
    assertThat(vantage.linkTo(PRIMARY).roundTrips()).isEqualTo(1);
    assertThat(vantage.linkTo(SUBSCRIBER).roundTrips()).isEqualTo(1);
  }
}
