package dev.meridian.testkit;

import java.sql.Array;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A publication, whether it exists already or not. Everything is done by the publisher's login,
 * which must own the database or be a superuser.
 *
 * <p>This class is threadsafe: it keeps nothing but its name.
 */
public final class Publication {
  private final Database publisher;
  private final String name;

  public Publication(Database publisher, String name) {
    this.publisher = publisher;
    this.name = name;
  }

  public Database publisher() {
    return publisher;
  }

  public String name() {
    return name;
  }

  /** {@code CREATE PUBLICATION … FOR TABLE}; with no table an empty one. */
  public void create(List<TableName> tables) throws SQLException {
    create(
        tables.isEmpty()
            ? ""
            : tables.stream()
                .map(TableName::sql)
                .collect(Collectors.joining(", ", "FOR TABLE ", "")));
  }

  /** {@code CREATE PUBLICATION … FOR ALL TABLES}, also those to come. */
  public void createForAllTables() throws SQLException {
    create("FOR ALL TABLES");
  }

  void create(String content) throws SQLException {
    publisher.execute("CREATE PUBLICATION " + sql() + " " + content);
  }

  /**
   * Publishes one more table. A subscription gets it with its next {@link Subscription#refresh},
   * and must have the table before.
   */
  public void add(TableName table) throws SQLException {
    publisher.execute("ALTER PUBLICATION " + sql() + " ADD TABLE " + table.sql());
  }

  /** Publishes a table no longer, to any subscription. */
  public void remove(TableName table) throws SQLException {
    publisher.execute("ALTER PUBLICATION " + sql() + " DROP TABLE " + table.sql());
  }

  /** Sets options such as {@code publish = 'insert'}. */
  void setOptions(String options) throws SQLException {
    publisher.execute("ALTER PUBLICATION %s SET (%s)".formatted(sql(), options));
  }

  public void drop() throws SQLException {
    publisher.execute("DROP PUBLICATION " + sql());
  }

  /** What it publishes now, in the order of the names. */
  public List<PublishedTable> tables() throws SQLException {
    return publisher.rows(
        "SELECT schemaname, tablename, attnames::text[], rowfilter FROM pg_publication_tables"
            + " WHERE pubname = %s ORDER BY 1, 2".formatted(Quoted.literal(name)),
        row -> {
          Array columns = row.getArray(3);
          return new PublishedTable(
              new TableName(row.getString(1), row.getString(2)),
              List.of((String[]) columns.getArray()),
              row.getString(4));
        });
  }

  /** The quoted name. */
  String sql() {
    return Quoted.identifier(name);
  }

  @Override
  public String toString() {
    return name + " of " + publisher;
  }
}
