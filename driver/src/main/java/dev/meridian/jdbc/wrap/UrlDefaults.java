package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.topology.Node;
import dev.meridian.jdbc.topology.SearchPath;
import dev.meridian.jdbc.topology.Target;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/** What a new connection is like before anything was set on it, as far as the URL says. */
record UrlDefaults(Target target) {

  /** What the URL would be without {@code meridian:} and properties. */
  String postgresUrl() {
    String hosts = target.nodes().stream().map(Node::address).collect(Collectors.joining(","));
    return "jdbc:postgresql://" + hosts + "/" + target.database();
  }

  @Nullable String user() {
    return PGProperty.USER.getOrDefault(target.properties());
  }

  /** Where a new connection looks for unqualified names. */
  SearchPath searchPath() {
    String schemas = PGProperty.CURRENT_SCHEMA.getOrDefault(target.properties());
    if (schemas != null) {
      return SearchPath.parse(schemas);
    }
    String options = PGProperty.OPTIONS.getOrDefault(target.properties());
    return options != null && options.contains("search_path")
        ? SearchPath.UNKNOWN
        : SearchPath.SERVERS_OWN;
  }

  /** A client info property as the URL sets it, or null. */
  @Nullable String defaultClientInfo(String name) {
    return name.equals("ApplicationName")
        ? PGProperty.APPLICATION_NAME.getOrDefault(target.properties())
        : null;
  }

  int socketTimeoutMillis() throws SQLException {
    return Math.multiplyExact(1_000, PGProperty.SOCKET_TIMEOUT.getInt(target.properties()));
  }
}
