package dev.meridian.testkit.history;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Random statements over registers and lists, recorded. Threadsafe. */
final class Requests {

  static final List<String> SCHEMA =
      List.of(
          "CREATE TABLE history_register (key text PRIMARY KEY, version bigint, value bigint)",
          "CREATE TABLE history_list (key text PRIMARY KEY, items bigint[])");

  private static final int REGISTERS = 8;
  private static final int LISTS = 2;
  // Lists grow no longer than this many writes make them; then there are others.
  private static final int GENERATION = 1_000;

  private static final String WRITE =
      "INSERT INTO history_register AS r VALUES (?, 1, ?) ON CONFLICT (key)"
          + " DO UPDATE SET version = r.version + 1, value = EXCLUDED.value RETURNING version";
  private static final String APPEND =
      "INSERT INTO history_list AS l VALUES (?, ARRAY[?::bigint]) ON CONFLICT (key)"
          + " DO UPDATE SET items = l.items || EXCLUDED.items RETURNING cardinality(items)";
  private static final String READ = "SELECT version, value FROM history_register WHERE key = ?";
  private static final String READ_LIST = "SELECT items FROM history_list WHERE key = ?";

  private static final String HEIGHTS =
      "SELECT key, version FROM history_register"
          + " UNION ALL SELECT key, cardinality(items) FROM history_list";

  private static final String VALUES =
      "SELECT key, version, value FROM history_register"
          + " UNION ALL SELECT key, n, item FROM history_list,"
          + " unnest(items) WITH ORDINALITY AS one (item, n)";

  private final AtomicLong values;
  private final String prefix;

  Requests(String prefix) {
    this.prefix = prefix;
    this.values = new AtomicLong();
  }

  /** One who asks. Every other time for what was asked for before: that shows most. */
  static final class Client {
    final Random random;
    private @Nullable Key last;

    Client(Random random) {
      this.random = random;
    }
  }

  private record Key(Shape shape, String name) {}

  void read(Connection connection, HistoryRecorder.Running running, Client client)
      throws SQLException {
    Key key = key(client);
    boolean list = key.shape == Shape.LIST;
    int asked = running.asked();
    try (PreparedStatement statement = connection.prepareStatement(list ? READ_LIST : READ)) {
      statement.setString(1, key.name);
      try (ResultSet rows = statement.executeQuery()) {
        List<Long> read = List.of();
        long height = 0;
        if (rows.next()) {
          read = list ? items(rows.getArray(1)) : List.of(rows.getLong(2));
          height = list ? read.size() : rows.getLong(1);
        }
        running.read(asked, key.shape, key.name, height, read);
      }
    }
  }

  void write(Connection connection, HistoryRecorder.Running running, Client client)
      throws SQLException {
    Key key = key(client);
    long value = values.incrementAndGet();
    int asked = running.asked();
    try (PreparedStatement statement =
        connection.prepareStatement(key.shape == Shape.LIST ? APPEND : WRITE)) {
      statement.setString(1, key.name);
      statement.setLong(2, value);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        running.wrote(asked, key.shape, key.name, rows.getLong(1), value);
      }
    } catch (SQLException e) {
      running.wrote(asked, key.shape, key.name, -1, value);
      throw e;
    }
  }

  /** The height of every key on a node; 0 for one that it does not have. */
  Map<String, Long> heights(Connection node) throws SQLException {
    Map<String, Long> heights = new HashMap<>();
    for (int i = 0; i < REGISTERS; i++) {
      heights.put(register(i), 0L);
    }
    for (long i = (values.get() / GENERATION + 1) * LISTS - 1; i >= 0; i--) {
      heights.put(list(i / LISTS, (int) (i % LISTS)), 0L);
    }
    try (Statement statement = node.createStatement();
        ResultSet rows = statement.executeQuery(HEIGHTS)) {
      while (rows.next()) {
        long height = rows.getLong(2);
        heights.computeIfPresent(rows.getString(1), (key, none) -> height);
      }
    }
    return heights;
  }

  /** The values of a node that are above these heights. */
  Set<Long> valuesAbove(Connection node, Map<String, Long> heights) throws SQLException {
    Set<Long> above = new HashSet<>();
    try (Statement statement = node.createStatement();
        ResultSet rows = statement.executeQuery(VALUES)) {
      while (rows.next()) {
        Long left = heights.get(rows.getString(1));
        if (left != null && rows.getLong(2) > left) {
          above.add(rows.getLong(3));
        }
      }
    }
    return above;
  }

  private Key key(Client client) {
    Random random = client.random;
    Key key = client.last;
    if (key == null || random.nextBoolean()) {
      key =
          random.nextInt(3) == 0
              ? new Key(Shape.LIST, list(values.get() / GENERATION, random.nextInt(LISTS)))
              : new Key(Shape.REGISTER, register(random.nextInt(REGISTERS)));
    }
    client.last = key;
    return key;
  }

  private String register(int number) {
    return prefix + "r" + number;
  }

  private String list(long generation, int number) {
    return prefix + "l" + generation + "-" + number;
  }

  private static List<Long> items(Array array) throws SQLException {
    return List.of((Long[]) array.getArray());
  }
}
