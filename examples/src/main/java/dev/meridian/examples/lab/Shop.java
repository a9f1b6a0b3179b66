package dev.meridian.examples.lab;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import javax.sql.DataSource;

/**
 * A shop in one region, in plain JDBC: it knows a {@code DataSource} and nothing of replicas. Nine
 * in ten operations read, one writes; there is no think time. Each write is looked up at once, as
 * the page after a form would do, and must be seen. Not threadsafe.
 */
final class Shop {

  /** After so many visits every kind of write has been made equally often. */
  static final int KINDS_OF_WRITES = 3;

  private final DataSource database;
  private final String region;
  private final Journal journal;
  private final Random random;
  private long user;
  private int registered;
  private int writes;

  Shop(DataSource database, String region, Journal journal, long seed) throws SQLException {
    this.database = database;
    this.region = region;
    this.journal = journal;
    this.random = new Random(seed);
    this.user = register();
  }

  /** One visit: ten operations, of which one writes. */
  void visit() throws SQLException {
    int write = random.nextInt(10);
    for (int i = 0; i < 10; i++) {
      if (i == write) {
        write();
      } else if (random.nextInt(3) == 0) {
        account();
      } else if (random.nextBoolean()) {
        myOrders();
      } else {
        browse();
      }
    }
  }

  private void write() throws SQLException {
    switch (writes++ % KINDS_OF_WRITES) {
      case 0 -> user = register();
      case 1 -> placeOrder();
      default -> ship();
    }
  }

  private long register() throws SQLException {
    String email = region + "-" + Long.toHexString(random.nextLong()) + "@example.org";
    long id;
    try (Connection connection = database.getConnection()) {
      long began = System.nanoTime();
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO users (email, name, region) VALUES (?, ?, ?)",
              Statement.RETURN_GENERATED_KEYS)) {
        insert.setString(1, email);
        insert.setString(2, "customer " + ++registered);
        insert.setString(3, region);
        insert.executeUpdate();
        journal.wrote(connection);
        journal.committed(System.nanoTime() - began);
        try (ResultSet keys = insert.getGeneratedKeys()) {
          keys.next();
          id = keys.getLong("id");
        }
      }
    }
    if (count("SELECT count(*) FROM users WHERE id = ? AND email = '" + email + "'", id) != 1) {
      journal.stale("user " + id);
    }
    return id;
  }

  private void placeOrder() throws SQLException {
    long id;
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      long began = System.nanoTime();
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO orders (user_id, total, status, region) VALUES (?, ?, 'placed', ?)"
                  + " RETURNING id")) {
        insert.setLong(1, user);
        insert.setBigDecimal(2, BigDecimal.valueOf(random.nextInt(10_000), 2));
        insert.setString(3, region);
        try (ResultSet key = insert.executeQuery()) {
          key.next();
          id = key.getLong(1);
        }
      }
      journal.wrote(connection);
      connection.commit();
      journal.committed(System.nanoTime() - began);
      connection.setAutoCommit(true);
    }
    if (count("SELECT count(*) FROM orders WHERE id = ? AND status = 'placed'", id) != 1) {
      journal.stale("order " + id);
    }
  }

  private void ship() throws SQLException {
    long id;
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE orders SET status = 'shipped'"
                    + " WHERE id = (SELECT max(id) FROM orders WHERE user_id = ?) RETURNING id")) {
      long began = System.nanoTime();
      update.setLong(1, user);
      try (ResultSet key = update.executeQuery()) {
        id = key.next() ? key.getLong(1) : 0;
      }
      journal.wrote(connection);
      journal.committed(System.nanoTime() - began);
    }
    if (id != 0
        && count("SELECT count(*) FROM orders WHERE id = ? AND status = 'shipped'", id) != 1) {
      journal.stale("shipping of order " + id);
    }
  }

  private void browse() throws SQLException {
    count(
        "SELECT id, name, region FROM users WHERE id > ? ORDER BY id LIMIT 20",
        random.nextInt(900));
  }

  private void myOrders() throws SQLException {
    count("SELECT id, total, status FROM orders WHERE user_id = ? ORDER BY id DESC LIMIT 20", user);
  }

  /** Two reads that belong together. */
  private void account() throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      if (read(connection, "SELECT id, email, name FROM users WHERE id = ?", user) != user) {
        journal.stale("user " + user);
      }
      read(connection, "SELECT count(*) FROM orders WHERE user_id = ?", user);
      connection.commit();
      connection.setAutoCommit(true);
      connection.setReadOnly(false);
    }
  }

  private long count(String sql, long id) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return read(connection, sql, id);
    }
  }

  /** The first column of the first row, or 0. */
  private long read(Connection connection, String sql, long id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, id);
      long began = System.nanoTime();
      long first = 0;
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          first = first == 0 ? rows.getLong(1) : first;
        }
      }
      journal.read(connection, System.nanoTime() - began);
      return first;
    }
  }
}
