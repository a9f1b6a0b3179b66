package dev.meridian.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.integration.Distances;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Role;
import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.Connection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jdbi on a {@link MeridianDataSource}, with its plugin for PostgreSQL. */
@FrameworkWorld
class JdbiTest {

  private static final String NEAR = "eu-west-1";

  private MeridianDataSource source;
  private Jdbi jdbi;

  @BeforeAll
  static void create(MultiRegionPostgres cluster) throws Exception {
    try (Connection home = cluster.from(NEAR).connect("us-east-1")) {
      Sql.execute(
          home,
          "CREATE TABLE jdbi_guest (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
              + " name text NOT NULL UNIQUE)");
    }
  }

  @BeforeEach
  void open(MultiRegionPostgres cluster) {
    source = MeridianDataSource.builder().url(Distances.apply(cluster, NEAR).meridianUrl()).build();
    // Whose plugin asks each connection for pgjdbc's own.
    jdbi = Jdbi.create(source).installPlugin(new PostgresPlugin());
  }

  @AfterEach
  void close() {
    source.close();
  }

  private static long insert(Handle handle, String name) {
    return handle
        .createUpdate("INSERT INTO jdbi_guest (name) VALUES (:name)")
        .bind("name", name)
        .executeAndReturnGeneratedKeys("id")
        .mapTo(Long.class)
        .one();
  }

  private static long countLike(Handle handle, String pattern) {
    return handle
        .createQuery("SELECT count(*) FROM jdbi_guest WHERE name LIKE :pattern")
        .bind("pattern", pattern)
        .mapTo(Long.class)
        .one();
  }

  @Test
  void insertsWithGeneratedKeysAtHomeAndReadsNear() throws Exception {
    long id = Journey.home(() -> jdbi.withHandle(handle -> insert(handle, "keys")));
    assertThat(id).isPositive();
    Long own = jdbi.withHandle(handle -> countLike(handle, "keys"));
    assertThat(own).isEqualTo(1);
    Long near = Journey.near(NEAR, () -> jdbi.withHandle(handle -> countLike(handle, "keys")));
    assertThat(near).isEqualTo(1);
  }

  @Test
  void aBatchInATransactionRunsAtHomeAndAReadOnlyOneNear() throws Exception {
    int[] counts =
        Journey.home(
            () ->
                jdbi.inTransaction(
                    handle -> {
                      PreparedBatch batch =
                          handle.prepareBatch("INSERT INTO jdbi_guest (name) VALUES (?)");
                      return batch.add("batch 1").add("batch 2").execute();
                    }));
    assertThat(counts).containsExactly(1, 1);
    Long near =
        Journey.near(
            NEAR,
            () ->
                jdbi.withHandle(
                    handle -> {
                      handle.setReadOnly(true);
                      return handle.inTransaction(
                          TransactionIsolationLevel.REPEATABLE_READ,
                          inside -> countLike(inside, "batch%"));
                    }));
    assertThat(near).isEqualTo(2);
    Role next =
        jdbi.withHandle(
            handle -> {
              insert(handle, "next");
              return Sql.route(handle.getConnection()).role();
            });
    assertThat(next).as("what the next borrower may do").isEqualTo(Role.PRIMARY);
  }

  @Test
  void rowsStreamFromNearAndErrorsKeepTheServersState() {
    jdbi.useHandle(
        handle -> List.of("row 1", "row 2", "row 3").forEach(name -> insert(handle, name)));
    List<String> names =
        Journey.near(
            NEAR,
            () ->
                jdbi.withHandle(
                    handle ->
                        handle
                            .createQuery(
                                "SELECT name FROM jdbi_guest WHERE name LIKE 'row%' ORDER BY id")
                            .setFetchSize(1)
                            .mapTo(String.class)
                            .stream()
                            .skip(1)
                            .toList()));
    assertThat(names).containsExactly("row 2", "row 3");
    assertThatThrownBy(() -> jdbi.useHandle(handle -> insert(handle, "row 1")))
        .isInstanceOf(UnableToExecuteStatementException.class)
        .rootCause()
        .hasFieldOrPropertyWithValue("SQLState", "23505");
  }
}
