package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionNode;
import dev.meridian.testkit.RegionsCluster;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader logs in as a role without any right; each test has a database to itself. */
@RegionsCluster(
    standbys = {},
    subscribers = {},
    delays = false,
    shared = false)
class CatalogueReaderTest {

  private static final String STABLE = " RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';";
  private static final String VOLATILE = " RETURNS int LANGUAGE sql VOLATILE AS 'SELECT 1';";

  private final MultiRegionPostgres cluster;
  private final CatalogueReader reader = new CatalogueReader();
  private final Connection primary;
  private final Connection owner;

  CatalogueReaderTest(MultiRegionPostgres cluster) throws SQLException {
    this.cluster = cluster;
    RegionNode node = cluster.primary();
    node.execute("DROP DATABASE IF EXISTS fresh WITH (FORCE)", "CREATE DATABASE fresh");
    owner = DriverManager.getConnection(toFresh(node.directUrl()));
    primary = DriverManager.getConnection(toFresh(cluster.from("us-east-1").urlTo("us-east-1")));
  }

  private String toFresh(String url) {
    return url.replace("/" + cluster.database() + "?", "/fresh?");
  }

  @BeforeEach
  void revokeAll() throws SQLException {
    run("REVOKE ALL ON SCHEMA public FROM PUBLIC");
  }

  @AfterEach
  void disconnect() throws SQLException {
    primary.close();
    owner.close();
  }

  private void run(String statements) throws SQLException {
    try (Statement statement = owner.createStatement()) {
      statement.execute(statements);
    }
  }

  private Catalogue read() throws SQLException {
    return reader.read(primary, Catalogue.UNREAD);
  }

  /** Statements, and what of the catalogue they put a name into. */
  record Given(String statements, Function<Catalogue, ?> part, Object expected) {
    @Override
    public String toString() {
      return statements;
    }
  }

  static Stream<Given> functions() {
    return Stream.of(
        new Given("CREATE FUNCTION f()" + STABLE, Catalogue::stableFunctions, "f"),
        new Given(
            "CREATE FUNCTION f() RETURNS int IMMUTABLE LANGUAGE sql RETURN 1",
            Catalogue::stableFunctions,
            "f"),
        new Given("CREATE FUNCTION \"F g\"()" + STABLE, Catalogue::stableFunctions, "F g"),
        new Given(
            "CREATE FUNCTION f(int)"
                + STABLE
                + "CREATE AGGREGATE a (int) (sfunc = int4pl, stype = int)",
            Catalogue::stableFunctions,
            "a"),
        new Given("CREATE FUNCTION f()" + VOLATILE, Catalogue::volatileFunctions, "f"),
        new Given(
            "CREATE FUNCTION f()" + STABLE + "CREATE FUNCTION f(int)" + VOLATILE,
            Catalogue::volatileFunctions,
            "f"),
        new Given(
            "CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1'", Catalogue::volatileFunctions, "p"),
        new Given(
            "CREATE FUNCTION sum(int, int)"
                + VOLATILE
                + "CREATE AGGREGATE a (int) (sfunc = sum, stype = int)",
            Catalogue::volatileFunctions,
            "a"),
        new Given(
            "CREATE SEQUENCE s; CREATE FUNCTION f(int DEFAULT nextval('s'))" + STABLE,
            Catalogue::volatileFunctions,
            "f"),
        new Given("CREATE FUNCTION pg_catalog.f()" + VOLATILE, Catalogue::volatileFunctions, "f"),
        new Given(
            "CREATE DOMAIN d AS int CHECK (VALUE < random()); CREATE FUNCTION f(d)" + STABLE,
            Catalogue::volatileFunctions,
            "f"),
        new Given(
            "CREATE EXTENSION pg_stat_statements",
            Catalogue::volatileFunctions,
            "pg_stat_statements"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PERFORM set_config('a.b', 'x', false)",
        "PERFORM set_config('a.b', 'x', true), set_config('a.c', f(x), false)",
        "PERFORM pg_catalog . pg_try_advisory_lock(1)",
        "SET a.b = 'x'",
        "IF true THEN -- so it is\n  set session a.b = 'x'; END IF",
        "NULL; RESET ROLE",
        "EXECUTE 'SET a.b = ' || quote_literal('x')",
        "EXECUTE format('SET %I = %L', 'a.b', 'x')",
        "EXECUTE $q$ listen news $q$",
        "LISTEN news",
        "CREATE TEMP TABLE t (id int)",
        "CREATE TABLE \"pg_temp\".t (id int)",
        "EXECUTE 'SELECT 1 INTO TEMP t'",
        "UPDATE pg_settings SET setting = 'x' WHERE name = 'a.b'"
      })
  void findsFunctionsThatLeaveStateInTheSession(String body) throws SQLException {
    run("CREATE PROCEDURE p() LANGUAGE plpgsql AS $f$ BEGIN " + body + "; END $f$");
    assertThat(read().sessionFunctions()).containsExactly("p");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PERFORM set_config('a.b', coalesce(current_setting('a.c'), f(g(1))), true)",
        "PERFORM pg_advisory_xact_lock(1), pg_try_advisory_xact_lock(2)",
        "SET LOCAL a.b = 'x'",
        "SET CONSTRAINTS ALL DEFERRED",
        "UPDATE t\n SET a = 'x'",
        "INSERT INTO t VALUES (1) ON CONFLICT DO UPDATE SET a = 1",
        "RAISE NOTICE 'set up'",
        "SELECT 1 INTO temp FROM t",
        "CREATE TEMP TABLE t ON COMMIT DROP AS SELECT 1"
      })
  void findsNoStateWhereNoneIsLeft(String body) throws SQLException {
    run(
        "CREATE PROCEDURE p() LANGUAGE plpgsql AS $f$ DECLARE temp int; BEGIN "
            + body
            + "; END $f$");
    assertThat(read().sessionFunctions()).isEmpty();
  }

  @Test
  void findsFunctionsThatLeaveStateInOtherLanguages() throws SQLException {
    run(
        "CREATE FUNCTION a() RETURNS text LANGUAGE sql AS 'SET a.b = 1; SELECT 1::text';"
            + "CREATE FUNCTION b() RETURNS text LANGUAGE sql"
            + " RETURN set_config('a.b', 'x', false);"
            + "CREATE FUNCTION c() RETURNS text LANGUAGE sql RETURN lower('set_config');"
            + "CREATE FUNCTION d() RETURNS text LANGUAGE sql SET a.b = 'x' AS 'SELECT 1::text'");
    assertThat(read().sessionFunctions()).containsExactlyInAnyOrder("a", "b");
  }

  static Stream<Given> operatorsAndTypes() {
    String cast =
        "CREATE TYPE pair AS (a int); CREATE FUNCTION f(pair)"
            + VOLATILE
            + "CREATE CAST (pair AS int) WITH FUNCTION f(pair);";
    return Stream.of(
        new Given(
            "CREATE FUNCTION f(int, int)"
                + VOLATILE
                + "CREATE OPERATOR +! (FUNCTION = f, LEFTARG = int, RIGHTARG = int)",
            Catalogue::volatileOperators,
            "+!"),
        new Given(
            "CREATE DOMAIN d AS int CHECK (VALUE < random())", Catalogue::volatileOperators, "d"),
        new Given(cast, Catalogue::volatileOperators, "pair"),
        new Given(
            "CREATE TYPE pair AS (a int); CREATE FUNCTION f(int) RETURNS pair LANGUAGE sql"
                + " AS 'SELECT ROW(1)::pair'; CREATE CAST (int AS pair) WITH FUNCTION f(int)",
            Catalogue::volatileOperators,
            "pair"),
        new Given(cast + "CREATE DOMAIN pairs AS pair[]", Catalogue::volatileOperators, "pairs"),
        new Given(cast + "CREATE TABLE t (p pair[])", Catalogue::homeRelations, "t"));
  }

  static Stream<Given> homeRelations() {
    return Stream.of(
        home("CREATE SEQUENCE r"),
        home("CREATE UNLOGGED TABLE r (id int)"),
        home("CREATE TEMPORARY TABLE r (id int)"),
        home("CREATE TEMPORARY VIEW r AS SELECT 1"),
        home(
            "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;"
                + "CREATE FOREIGN TABLE r (id int) SERVER s"),
        home(
            "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;"
                + "CREATE TABLE r (id int) PARTITION BY RANGE (id);"
                + "CREATE FOREIGN TABLE p PARTITION OF r FOR VALUES FROM (1) TO (2) SERVER s"),
        home(
            "CREATE TABLE r (id int) PARTITION BY RANGE (id);"
                + "CREATE TABLE half PARTITION OF r FOR VALUES FROM (1) TO (9)"
                + " PARTITION BY RANGE (id);"
                + "CREATE UNLOGGED TABLE p PARTITION OF half FOR VALUES FROM (1) TO (2)"),
        home("CREATE TABLE r (id int); CREATE UNLOGGED TABLE child () INHERITS (r)"),
        home("CREATE TABLE r (id int); CREATE TEMPORARY TABLE child () INHERITS (r)"),
        home(
            "CREATE ACCESS METHOD own TYPE TABLE HANDLER heap_tableam_handler;"
                + "CREATE TABLE r (id int) USING own"),
        home("CREATE DOMAIN d AS int CHECK (VALUE < random()); CREATE TABLE r (v d)"));
  }

  private static Given home(String statements) {
    return new Given(statements, Catalogue::homeRelations, "r");
  }

  @ParameterizedTest
  @MethodSource({"functions", "operatorsAndTypes", "homeRelations"})
  void finds(Given given) throws SQLException {
    run(given.statements());
    assertThat(given.part().apply(read()))
        .asInstanceOf(InstanceOfAssertFactories.ITERABLE)
        .contains(given.expected());
  }

  @Test
  void findsNothingInAFreshDatabase() throws SQLException {
    Catalogue catalogue = read();
    assertThat(catalogue)
        .isEqualTo(
            new Catalogue(
                catalogue.version(),
                Catalogue.UNREAD.stableFunctions(),
                Catalogue.UNREAD.volatileFunctions(),
                Catalogue.UNREAD.sessionFunctions(),
                Catalogue.UNREAD.volatileOperators(),
                Catalogue.UNREAD.homeRelations(),
                Catalogue.UNREAD.definitions(),
                Catalogue.UNREAD.relations()));
  }

  @Test
  void leavesOrdinaryThingsToEveryNode() throws SQLException {
    run(
        "CREATE TABLE users (id int PRIMARY KEY, name text);"
            + "CREATE DOMAIN small AS int CHECK (VALUE < 10);"
            + "CREATE TYPE mood AS ENUM ('good');"
            + "CREATE TABLE moods (mood mood, size small);"
            + "CREATE MATERIALIZED VIEW mats AS SELECT random();"
            + "CREATE VIEW names AS SELECT name FROM users");
    Catalogue catalogue = read();
    assertThat(catalogue.homeRelations()).isEmpty();
    assertThat(catalogue.volatileOperators()).isEmpty();
    assertThat(catalogue.relations()).containsOnlyKeys("users", "moods", "mats", "names");
    assertThat(catalogue.definitions()).containsOnlyKeys("names");
  }

  @Test
  void countsTheSchemasOfAName() throws SQLException {
    run(
        "CREATE SCHEMA a; CREATE SCHEMA b; CREATE TABLE a.t (id int); CREATE TABLE b.t (id int);"
            + "CREATE VIEW a.v AS SELECT 1 AS one; CREATE VIEW b.v AS SELECT 2 AS two");
    Catalogue catalogue = read();
    assertThat(catalogue.relations()).containsEntry("t", 2).containsEntry("v", 2);
    assertThat(catalogue.definitions().get("v"))
        .satisfiesExactly(
            text -> assertThat(text).contains("SELECT 1 AS one"),
            text -> assertThat(text).contains("SELECT 2 AS two"));
  }

  @Test
  void givesTheReadPoliciesOfTablesWithRowSecurity() throws SQLException {
    run(
        "CREATE TABLE t (id int, owner text); ALTER TABLE t ENABLE ROW LEVEL SECURITY;"
            + "CREATE POLICY a ON t FOR SELECT USING (owner = current_user);"
            + "CREATE POLICY b ON t USING (id = 1);"
            + "CREATE POLICY c ON t FOR DELETE USING (id = 2);"
            + "CREATE TABLE off (id int); CREATE POLICY d ON off USING (id = 3)");
    Catalogue catalogue = read();
    assertThat(catalogue.definitions()).containsOnlyKeys("t");
    assertThat(catalogue.definitions().get("t"))
        .containsExactly("SELECT ((id = 1))", "SELECT ((owner = CURRENT_USER))");
  }

  @Test
  void givesTheSameObjectInOneRoundTripUntilSomethingChanges() throws SQLException {
    run("CREATE TABLE t (id int); CREATE VIEW v AS SELECT id FROM t");
    Catalogue first = read();
    assertThat(first.version()).isEqualTo(1);
    var link = cluster.from("us-east-1").linkTo("us-east-1");
    link.resetCounters();
    assertThat(reader.read(primary, first)).isSameAs(first);
    assertThat(link.roundTrips()).isEqualTo(1);
    run("CREATE OR REPLACE VIEW v AS SELECT id + 0 AS id FROM t");
    link.resetCounters();
    Catalogue second = reader.read(primary, first);
    assertThat(link.roundTrips()).isEqualTo(2);
    assertThat(second.version()).isEqualTo(2);
    assertThat(second.definitions().get("v")).singleElement().asString().contains("+ 0");
    run("ALTER TABLE t ADD more int; CREATE INDEX ON t (more)");
    assertThat(reader.read(primary, second)).isSameAs(second);
  }

  @Test
  void givesTheSameObjectToAnotherConnectionToo() throws SQLException {
    run("CREATE TABLE t (id int); CREATE VIEW v AS SELECT id FROM t");
    Catalogue first = read();
    assertThat(reader.read(owner, first)).isSameAs(first);
  }

  @Test
  void spellsARenamedFunctionAnewInAViewThatWasNotTouched() throws SQLException {
    run("CREATE FUNCTION f()" + STABLE + "CREATE VIEW v AS SELECT f() AS f");
    Catalogue first = read();
    run("ALTER FUNCTION f() RENAME TO g");
    assertThat(reader.read(primary, first).definitions().get("v"))
        .singleElement()
        .asString()
        .contains("g()");
  }

  @Test
  void keepsAViewAtHomeWhileItsTextIsLocked() throws SQLException {
    run("CREATE TABLE t (id int); CREATE VIEW v AS SELECT id FROM t; CREATE VIEW w AS SELECT 1");
    run("BEGIN; LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
    Catalogue meanwhile = read();
    assertThat(meanwhile.homeRelations()).containsExactly("v");
    assertThat(meanwhile.definitions()).containsOnlyKeys("w");
    run("COMMIT");
    Catalogue later = reader.read(primary, meanwhile);
    assertThat(later.homeRelations()).isEmpty();
    assertThat(later.definitions()).containsOnlyKeys("v", "w");
  }

  @Test
  void readsMoreViewsThanFitIntoOneBatch() throws SQLException {
    run(
        "DO $$ BEGIN FOR n IN 1..450 LOOP"
            + " EXECUTE format('CREATE VIEW v%s AS SELECT %s AS n', n, n); END LOOP; END $$");
    Catalogue catalogue = read();
    assertThat(catalogue.definitions()).hasSize(450);
    assertThat(catalogue.definitions().get("v450"))
        .singleElement()
        .asString()
        .contains("SELECT 450 AS n");
  }

  @Test
  void trustsNoOperatorOfAnotherSchemaOnTheSearchPath() throws SQLException {
    run(
        "CREATE SCHEMA evil; GRANT USAGE ON SCHEMA evil TO PUBLIC;"
            + "CREATE FUNCTION evil.no(\"char\", \"char\") RETURNS bool LANGUAGE sql IMMUTABLE"
            + " AS 'SELECT false';"
            + "CREATE OPERATOR evil.= (FUNCTION = evil.no, LEFTARG = \"char\", RIGHTARG = \"char\");"
            + "CREATE FUNCTION evil.set_config(text, text, bool) RETURNS text LANGUAGE sql"
            + " AS 'SELECT 1/0';"
            + "CREATE FUNCTION evil.f()"
            + VOLATILE);
    try (Statement statement = primary.createStatement()) {
      statement.execute("SET search_path = evil, pg_catalog");
    }
    assertThat(read().volatileFunctions()).containsExactlyInAnyOrder("f", "set_config");
  }

  @Test
  void leavesTheConnectionAsItWas() throws SQLException {
    read();
    try (Statement statement = primary.createStatement();
        var result =
            statement.executeQuery(
                "SELECT current_setting('search_path'), current_setting('jit'),"
                    + " current_setting('lock_timeout'), current_setting('statement_timeout')")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getString(1)).isEqualTo("\"$user\", public");
      assertThat(result.getString(3)).isEqualTo("0");
      assertThat(result.getString(4)).isEqualTo("0");
    }
  }
}
