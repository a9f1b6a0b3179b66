package dev.meridian.testkit;

import java.sql.SQLException;
import java.util.List;

/**
 * The role with which a subscriber logs in at its publisher: it may stream the WAL ({@code
 * REPLICATION}) and read what is copied, and no more.
 *
 * <p>Where a published table has row security, policies hold for the copy too and rows would be
 * missing without a word: such a role needs {@code BYPASSRLS}.
 */
public record ReplicationRole(String name, String password) {

  /** Makes the role, and lets it connect to the publisher's database. */
  public void create(Database publisher) throws SQLException {
    publisher.execute(
        "CREATE ROLE %s LOGIN REPLICATION PASSWORD %s"
            .formatted(Quoted.identifier(name), Quoted.literal(password)),
        "GRANT CONNECT ON DATABASE %s TO %s"
            .formatted(Quoted.identifier(publisher.name()), Quoted.identifier(name)));
  }

  /** Lets it read tables, which the copy does; streaming asks for no right on a table. */
  public void grantCopy(Database publisher, List<TableName> tables) throws SQLException {
    for (TableName table : tables) {
      publisher.execute(
          "GRANT USAGE ON SCHEMA %s TO %s"
              .formatted(Quoted.identifier(table.schema()), Quoted.identifier(name)),
          "GRANT SELECT ON TABLE %s TO %s".formatted(table.sql(), Quoted.identifier(name)));
    }
  }

  /** The publisher's database with this login. */
  public Database login(Database publisher) {
    return publisher.as(name, password);
  }

  @Override
  public String toString() {
    return name;
  }
}
