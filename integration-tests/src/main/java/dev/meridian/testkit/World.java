package dev.meridian.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a world is to be: the answer to every question of its builder.
 *
 * @param nodes kinds by region, the primary first
 * @param postgres the major version of the servers, or null for the one on the class path
 * @param tables what the publication holds; empty for all tables
 */
record World(
    Map<String, NodeKind> nodes,
    @Nullable String postgres,
    String database,
    String user,
    String password,
    String publication,
    List<String> tables,
    List<String> schema,
    List<String> data,
    Map<String, String> parameters,
    WanModel roundTrips) {
  static final String SUPERUSER = "postgres";
  static final String SUPERUSER_PASSWORD = "meridian-superuser";

  World {
    Map<String, NodeKind> primaryFirst = new LinkedHashMap<>();
    nodes.forEach(
        (region, kind) -> {
          if (kind == NodeKind.PRIMARY) {
            primaryFirst.put(region, kind);
          }
        });
    if (primaryFirst.size() != 1) {
      throw new IllegalStateException(
          "a world needs exactly one primary, here: " + primaryFirst.keySet());
    }
    nodes.forEach(primaryFirst::putIfAbsent);
    nodes = primaryFirst;
    // Unknown distances are found here, before anything is started.
    primaryFirst
        .keySet()
        .forEach(region -> roundTrips.roundTrip(region, primaryFirst.keySet().iterator().next()));
    tables = List.copyOf(tables);
    schema = List.copyOf(schema);
    data = List.copyOf(data);
    parameters = Map.copyOf(parameters);
  }

  String primary() {
    return nodes.keySet().iterator().next();
  }

  List<String> regions(NodeKind kind) {
    return nodes.entrySet().stream()
        .filter(node -> node.getValue() == kind)
        .map(Map.Entry::getKey)
        .toList();
  }

  List<String> regions() {
    return new ArrayList<>(nodes.keySet());
  }

  String published() {
    return tables.isEmpty()
        ? "FOR ALL TABLES"
        : tables.stream().collect(Collectors.joining(", ", "FOR TABLE ", ""));
  }

  /** A database behind a port of this machine, as superuser. */
  Database database(int port, String name) {
    return new Database("127.0.0.1", port, name, SUPERUSER, SUPERUSER_PASSWORD);
  }

  /** A subscriber's subscription, and its slot, are named after its region. */
  static String subscriptionName(String region) {
    return "sub_" + region.replace('-', '_');
  }
}
