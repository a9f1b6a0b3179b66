package dev.meridian.testkit;

import java.sql.SQLException;
import java.time.Duration;

/** What a standby receives, and from whom. */
final class Feed {
  private static final Duration STREAMS_WITHIN = Duration.ofSeconds(30);

  private Feed() {}

  /** Lets a standby receive from another node, through this link; returns when it does. */
  static void follow(World world, RegionNode standby, WanLink link) throws SQLException {
    standby.require(NodeKind.STANDBY);
    String info = world.database(link.port(), world.database()).connectionInfo(standby.region());
    standby.execute(
        "ALTER SYSTEM SET primary_conninfo = " + Quoted.literal(info), "SELECT pg_reload_conf()");
    String receives =
        "SELECT count(*) FROM pg_stat_wal_receiver WHERE status = 'streaming' AND sender_port = "
            + link.port();
    Await.until(
        () -> "1".equals(standby.query(receives)),
        STREAMS_WITHIN,
        () -> standby + " does not stream from " + link);
  }
}
