package dev.meridian.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.integration.Distances;
import dev.meridian.integration.Sql;
import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.Connection;
import java.util.List;
import java.util.function.Function;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.datasource.pooled.PooledDataSource;
import org.apache.ibatis.exceptions.PersistenceException;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.RowBounds;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MyBatis with a pool of its own, which is given the driver's class and the URL. */
@FrameworkWorld
class MyBatisTest {

  /** A row. */
  public static final class Bird {
    private long id;
    private final String name;

    Bird(String name) {
      this.name = name;
    }

    public long getId() {
      return id;
    }

    public void setId(long id) {
      this.id = id;
    }

    public String getName() {
      return name;
    }
  }

  /** The statements. */
  public interface Birds {
    @Insert("INSERT INTO mybatis_bird (name) VALUES (#{name})")
    @Options(useGeneratedKeys = true, keyProperty = "id", keyColumn = "id")
    void insert(Bird bird);

    @Select("SELECT name FROM mybatis_bird WHERE name LIKE #{pattern} ORDER BY name")
    List<String> namesLike(String pattern, RowBounds page);
  }

  private static final String NEAR = "eu-west-1";

  private static PooledDataSource pool;
  private static SqlSessionFactory sessions;

  @BeforeAll
  static void start(MultiRegionPostgres cluster) throws Exception {
    try (Connection home = cluster.from(NEAR).connect("us-east-1")) {
      Sql.execute(
          home,
          "CREATE TABLE mybatis_bird (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
              + " name text NOT NULL UNIQUE)");
    }
    pool =
        new PooledDataSource(
            "dev.meridian.jdbc.MeridianDriver",
            cluster.from(NEAR).meridianUrl(),
            cluster.user(),
            cluster.password());
    Configuration configuration =
        new Configuration(new Environment("shop", new JdbcTransactionFactory(), pool));
    configuration.addMapper(Birds.class);
    sessions = new SqlSessionFactoryBuilder().build(configuration);
  }

  @AfterAll
  static void stop() {
    pool.forceCloseAll();
  }

  @BeforeEach
  void putTheOthersAway(MultiRegionPostgres cluster) {
    Distances.apply(cluster, NEAR);
  }

  private static <T> T inSession(ExecutorType type, Function<Birds, T> work) {
    try (SqlSession session = sessions.openSession(type)) {
      T result = work.apply(session.getMapper(Birds.class));
      session.commit();
      return result;
    }
  }

  private static long insert(String name) {
    Bird bird = new Bird(name);
    inSession(
        ExecutorType.SIMPLE,
        birds -> {
          birds.insert(bird);
          return bird;
        });
    return bird.getId();
  }

  private static List<String> read(String pattern, RowBounds page) {
    try (SqlSession session = sessions.openSession(true)) {
      return session.getMapper(Birds.class).namesLike(pattern, page);
    }
  }

  @Test
  void insertsWithGeneratedKeysAtHomeAndReadsNear() throws Exception {
    assertThat(Journey.home(() -> insert("crane"))).isPositive();
    assertThat(read("crane", RowBounds.DEFAULT)).containsExactly("crane");
    assertThat(Journey.near(NEAR, () -> read("crane", RowBounds.DEFAULT))).containsExactly("crane");
  }

  @Test
  void aBatchRunsAtHomeAndAPageComesFromNear() {
    List<Bird> flock = List.of(new Bird("gull 1"), new Bird("gull 2"), new Bird("gull 3"));
    inSession(
        ExecutorType.BATCH,
        birds -> {
          flock.forEach(birds::insert);
          return flock;
        });
    assertThat(flock).extracting(Bird::getId).doesNotHaveDuplicates().doesNotContain(0L);
    assertThat(Journey.near(NEAR, () -> read("gull%", new RowBounds(1, 1))))
        .containsExactly("gull 2");
  }

  @Test
  void aReadOnlySessionReadsNear() {
    insert("owl");
    List<String> names =
        Journey.near(
            NEAR,
            () -> {
              try (SqlSession session = sessions.openSession(false)) {
                session.getConnection().setReadOnly(true);
                List<String> found =
                    session.getMapper(Birds.class).namesLike("owl", RowBounds.DEFAULT);
                session.rollback(true);
                session.getConnection().setReadOnly(false);
                return found;
              }
            });
    assertThat(names).containsExactly("owl");
  }

  @Test
  void errorsKeepTheServersState() {
    insert("wren");
    assertThatThrownBy(() -> insert("wren"))
        .isInstanceOf(PersistenceException.class)
        .rootCause()
        .hasFieldOrPropertyWithValue("SQLState", "23505");
  }
}
