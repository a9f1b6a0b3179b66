package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.MeridianConnection;
import dev.meridian.jdbc.api.Role;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.RegionNode;
import dev.meridian.testkit.Vantage;
import dev.meridian.testkit.WanModel;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An operator changes the schema on both sides, one after the other, while an application in the
 * subscriber's region goes on reading: no autocommit read fails that would not on the primary, and
 * none has an answer that the primary has not had.
 */
class SchemaChangesTest {

  private static final String PRIMARY = "us-east-1";
  private static final String SUBSCRIBER = "ap-east-1";
  private static final int READERS = 3;

  /**
   * One change in its steps; {@code there:} is run on the primary, {@code here:} on the subscriber.
   * {@code $t} is a table of its own, {@code id int PRIMARY KEY, word text}, {@code $p} one with
   * partitions. The application asks {@code read}, to which the primary gives no other answers than
   * those, each after the first at the earliest with another step of its own.
   */
  enum Change {
    COLUMN_ADDED_ON_THE_PRIMARY_FIRST(
        "SELECT * FROM $t WHERE id = 1",
        "[id, word] [1, one] or [id, word, more] [1, one, 7]",
        "there: ALTER TABLE $t ADD more int DEFAULT 7",
        "here: ALTER TABLE $t ADD more int DEFAULT 7"),
    COLUMN_ADDED_ON_THE_SUBSCRIBER_FIRST(
        "SELECT * FROM $t WHERE id = 1",
        "[id, word] [1, one] or [id, word, more] [1, one, 7]",
        "here: ALTER TABLE $t ADD more int DEFAULT 7",
        "there: ALTER TABLE $t ADD more int DEFAULT 7"),
    COLUMN_DROPPED_ON_THE_PRIMARY_FIRST(
        "SELECT * FROM $t WHERE id = 1",
        "[id, word] [1, one] or [id] [1]",
        "there: ALTER TABLE $t DROP word",
        "here: ALTER TABLE $t DROP word"),
    COLUMN_DROPPED_ON_THE_SUBSCRIBER_FIRST(
        "SELECT * FROM $t WHERE id = 1",
        "[id, word] [1, one] or [id] [1]",
        "here: ALTER TABLE $t DROP word",
        "there: ALTER TABLE $t DROP word"),
    UNREAD_COLUMN_DROPPED(
        "SELECT id FROM $t WHERE id = 1",
        "[id] [1]",
        "here: ALTER TABLE $t DROP word",
        "there: ALTER TABLE $t DROP word"),
    COLUMN_RENAMED_ON_THE_SUBSCRIBER_FIRST(
        "SELECT word FROM $t WHERE id = 1",
        "[word] [one]",
        "here: ALTER TABLE $t RENAME word TO term",
        "here: ALTER TABLE $t RENAME term TO word"),
    TABLE_RENAMED_ON_THE_SUBSCRIBER_FIRST(
        "SELECT * FROM $t WHERE id = 1",
        "[id, word] [1, one]",
        "here: ALTER TABLE $t RENAME TO other_$t",
        "here: ALTER TABLE other_$t RENAME TO $t"),
    PARTITION_ADDED_ON_THE_SUBSCRIBER_FIRST(
        "SELECT count(*), max(id) FROM $p",
        "[count, max] [2, 2] or [count, max] [3, 12]",
        "here: CREATE TABLE $p_2 PARTITION OF $p FOR VALUES FROM (10) TO (20)",
        "there: CREATE TABLE $p_2 PARTITION OF $p FOR VALUES FROM (10) TO (20)",
        "here: ALTER SUBSCRIPTION sub_ap_east_1 REFRESH PUBLICATION",
        "there: INSERT INTO $p VALUES (12)"),
    PARTITION_ADDED_ON_THE_PRIMARY_FIRST(
        "SELECT count(*), max(id) FROM $p",
        "[count, max] [2, 2] or [count, max] [3, 12]",
        "there: CREATE TABLE $p_2 PARTITION OF $p FOR VALUES FROM (10) TO (20)",
        "here: CREATE TABLE $p_2 PARTITION OF $p FOR VALUES FROM (10) TO (20)",
        "here: ALTER SUBSCRIPTION sub_ap_east_1 REFRESH PUBLICATION",
        "there: INSERT INTO $p VALUES (12)"),
    /** The last: a subscription that lacks a table can not be refreshed. */
    TABLE_DROPPED_ON_THE_SUBSCRIBER(
        "SELECT * FROM $t WHERE id = 1", "[id, word] [1, one]", "here: DROP TABLE $t");

    private final String read;
    private final String answers;
    private final String steps;

    Change(String read, String answers, String... steps) {
      this.read = read;
      this.answers = answers;
      this.steps = String.join(";", steps);
    }

    private List<String> answers() {
      return List.of(answers.split(" or ", -1));
    }

    private List<String> steps() {
      return List.of(of(steps).split(";", -1));
    }

    private String of(String text) {
      String own = name().toLowerCase(Locale.ROOT);
      return text.replace("$t", own).replace("$p", "parts_" + own);
    }
  }

  private static MultiRegionPostgres cluster;
  private static Vantage here;

  @BeforeAll
  static void start() {
    List<String> schema = new ArrayList<>();
    List<String> data = new ArrayList<>();
    for (Change change : Change.values()) {
      schema.add(change.of("CREATE TABLE $t (id int PRIMARY KEY, word text)"));
      schema.add(change.of("CREATE TABLE $p (id int PRIMARY KEY) PARTITION BY RANGE (id)"));
      schema.add(change.of("CREATE TABLE $p_1 PARTITION OF $p FOR VALUES FROM (0) TO (10)"));
      data.add(change.of("INSERT INTO $t VALUES (1, 'one'), (2, 'two')"));
      data.add(change.of("INSERT INTO $p VALUES (1), (2)"));
    }
    cluster =
        MultiRegionPostgres.builder()
            .primary(PRIMARY)
            .subscriber(SUBSCRIBER)
            .roundTrips(WanModel.none())
            .schema(schema.toArray(String[]::new))
            .data(data.toArray(String[]::new))
            .start();
    here = cluster.from(SUBSCRIBER);
    here.linkTo(PRIMARY).roundTrip(Duration.ofMillis(20));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @ParameterizedTest
  @EnumSource
  void readsGoOn(Change change) throws Exception {
    Queue<String> wrong = new ConcurrentLinkedQueue<>();
    AtomicInteger reads = new AtomicInteger();
    AtomicInteger near = new AtomicInteger();
    AtomicInteger stepsThere = new AtomicInteger();
    AtomicBoolean enough = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(READERS);
    try (MeridianDataSource source = MeridianDataSource.builder().url(here.meridianUrl()).build()) {
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(
            threads.submit(
                () -> {
                  try (Connection connection = source.getConnection()) {
                    while (!enough.get()) {
                      // A text that pgjdbc has prepared would fail there, and so be found out.
                      String text = change.of(change.read) + " -- " + reads.get();
                      String answer = answer(connection, text);
                      // The last of the primary's answers so far, or an older one.
                      int index = change.answers().indexOf(answer);
                      if (index < 0 || index > stepsThere.get()) {
                        wrong.add(answer);
                      }
                      reads.incrementAndGet();
                      if (role(connection) == Role.SUBSCRIBER) {
                        near.incrementAndGet();
                      }
                    }
                    return null;
                  }
                }));
      }
      awaitMore(near);
      for (String step : change.steps()) {
        boolean there = step.startsWith("there: ");
        RegionNode node = cluster.node(there ? PRIMARY : SUBSCRIBER);
        stepsThere.addAndGet(there ? 1 : 0);
        node.execute(step.substring(step.indexOf(' ') + 1));
        awaitMore(reads);
      }
      enough.set(true);
      for (Future<?> reader : readers) {
        reader.get();
      }
    } finally {
      enough.set(true);
      threads.shutdown();
    }
    assertThat(wrong).isEmpty();
  }

  /** Long enough for many reads, and for what is noticed late to be noticed. */
  private static void awaitMore(AtomicInteger count) {
    int before = count.get();
    await()
        .pollDelay(Duration.ofMillis(700))
        .atMost(Duration.ofSeconds(60))
        .until(() -> count.get() > before + 50);
  }

  private static Role role(Connection connection) throws SQLException {
    return Objects.requireNonNull(connection.unwrap(MeridianConnection.class).lastRoute()).role();
  }

  private static String answer(Connection connection, String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> names = new ArrayList<>();
      List<String> values = new ArrayList<>();
      boolean found = rows.next();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        names.add(rows.getMetaData().getColumnLabel(i));
        values.add(found ? rows.getString(i) : "nothing");
      }
      return names + " " + values;
    } catch (SQLException e) {
      return e.toString();
    }
  }
}
