package dev.meridian.jdbc.wrap;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Utils;

/**
 * A setting of the server session as SQL text. Begins no transaction: outside of one it holds at
 * once, inside of one it is gone with a rollback.
 *
 * @param sql one statement
 */
record SqlSetting(String sql) implements ConnectionState.Setter {

  /** The one schema to look in, or null for the server's own path. */
  static ConnectionState.Setter searchPath(@Nullable String schema) {
    return physical -> {
      BaseConnection pg = physical.unwrap(BaseConnection.class);
      if (schema == null) {
        pg.execSQLUpdate("SET SESSION search_path TO DEFAULT");
      } else {
        StringBuilder sql = new StringBuilder("SET SESSION search_path TO '");
        Utils.escapeLiteral(sql, schema, pg.getStandardConformingStrings());
        pg.execSQLUpdate(sql.append('\'').toString());
      }
    };
  }

  /** The isolation level of a transaction that this opens, where autocommit is off. */
  static ConnectionState.Setter isolation(int level) {
    String name =
        switch (level) {
          case Connection.TRANSACTION_SERIALIZABLE -> "SERIALIZABLE";
          case Connection.TRANSACTION_REPEATABLE_READ -> "REPEATABLE READ";
          case Connection.TRANSACTION_READ_UNCOMMITTED -> "READ UNCOMMITTED";
          default -> "READ COMMITTED";
        };
    return physical -> {
      try (Statement statement = physical.createStatement()) {
        statement.execute("SET TRANSACTION ISOLATION LEVEL " + name);
      }
    };
  }

  @Override
  public void applyTo(Connection physical) throws SQLException {
    physical.unwrap(BaseConnection.class).execSQLUpdate(sql);
  }
}
