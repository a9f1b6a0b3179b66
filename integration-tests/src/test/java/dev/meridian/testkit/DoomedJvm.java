package dev.meridian.testkit;

import java.io.IOException;
import java.sql.SQLException;

/**
 * The program of a JVM that starts a world, keeps a server busy, and ends without closing anything.
 */
final class DoomedJvm {
  static final String READY = "ready in ";

  private DoomedJvm() {}

  public static void main(String[] arguments) throws IOException {
    MultiRegionPostgres cluster =
        MultiRegionPostgres.builder().primary("us-east-1").standby("eu-west-1").start();
    Daemon.thread("busy", () -> keepBusy(cluster.primary())).start();
    String data = value(cluster, "SHOW data_directory");
    System.out.println(READY + data);
    int ignored = System.in.read();
    System.exit(0);
  }

  /** A backend that counts does not look up to see whether its postmaster lives. */
  private static void keepBusy(RegionNode node) {
    value(node, "SELECT count(*) FROM generate_series(1, 1000000000000)");
  }

  private static String value(MultiRegionPostgres cluster, String sql) {
    return value(cluster.primary(), sql);
  }

  private static String value(RegionNode node, String sql) {
    try {
      return String.valueOf(node.query(sql));
    } catch (SQLException e) {
      return e.toString();
    }
  }
}
