package dev.meridian.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import dev.meridian.integration.Distances;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.Connection;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** jOOQ on a {@link MeridianDataSource}. */
@FrameworkWorld
class JooqTest {

  private static final String NEAR = "eu-west-1";
  private static final Table<Record> SONG = table("jooq_song");
  private static final Field<Long> ID = field("id", Long.class);
  private static final Field<String> TITLE = field("title", String.class);

  private MeridianDataSource source;
  private DSLContext sql;

  @BeforeAll
  static void create(MultiRegionPostgres cluster) throws Exception {
    try (Connection home = cluster.from(NEAR).connect("us-east-1")) {
      Sql.execute(
          home,
          "CREATE TABLE jooq_song (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
              + " title text NOT NULL UNIQUE)");
    }
  }

  @BeforeEach
  void open(MultiRegionPostgres cluster) {
    source = MeridianDataSource.builder().url(Distances.apply(cluster, NEAR).meridianUrl()).build();
    sql = DSL.using(source, SQLDialect.POSTGRES);
  }

  @AfterEach
  void close() {
    source.close();
  }

  private long insert(String title) {
    return sql.insertInto(SONG, TITLE).values(title).returning(ID).fetchSingle(ID);
  }

  @Test
  void insertsReturningKeysAtHomeAndReadsNear() throws Exception {
    long id = Journey.home(() -> insert("returning"));
    assertThat(sql.fetchCount(SONG, ID.eq(id))).isEqualTo(1);
    assertThat(
            Journey.near(
                NEAR, () -> sql.select(TITLE).from(SONG).where(ID.eq(id)).fetchSingle(TITLE)))
        .isEqualTo("returning");
  }

  @Test
  void batchesAndTransactionsRunAtHome() throws Exception {
    int[] counts =
        sql.batch(sql.insertInto(SONG, TITLE).values((String) null))
            .bind("batch 1")
            .bind("batch 2")
            .execute();
    assertThat(counts).containsExactly(1, 1);
    Journey.home(
        () ->
            sql.transactionResult(
                inside -> {
                  inside.dsl().insertInto(SONG, TITLE).values("transaction").execute();
                  return inside.dsl().fetchCount(SONG);
                }));
    assertThatThrownBy(
            () ->
                sql.transaction(
                    inside -> {
                      inside.dsl().deleteFrom(SONG).execute();
                      throw new IllegalStateException("taken back");
                    }))
        .hasMessage("taken back");
    assertThat(sql.fetchCount(SONG, TITLE.eq("transaction"))).isEqualTo(1);
  }

  @Test
  void pagesComeFromNearAndErrorsAreTranslated() {
    for (String title : List.of("page a", "page b", "page c")) {
      insert(title);
    }
    List<String> page =
        Journey.near(
            NEAR,
            () ->
                sql.select(TITLE)
                    .from(SONG)
                    .where(TITLE.startsWith("page"))
                    .orderBy(TITLE)
                    .limit(1)
                    .offset(1)
                    .fetch(TITLE));
    assertThat(page).containsExactly("page b");
    assertThatThrownBy(() -> insert("page a"))
        .isInstanceOf(IntegrityConstraintViolationException.class);
  }
}
