package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.api.Consistency;
import dev.meridian.jdbc.api.Setting;
import dev.meridian.jdbc.api.Settings;
import dev.meridian.jdbc.session.SeenState;
import dev.meridian.jdbc.topology.Catalogues;
import dev.meridian.jdbc.topology.NodeState;
import dev.meridian.jdbc.topology.RelationUse;
import dev.meridian.jdbc.topology.SearchPath;
import dev.meridian.jdbc.topology.Topology;
import java.sql.SQLException;
import java.util.Map;

/** One connection that reads, and stays where it was as a connection does. Not threadsafe. */
final class Reader {

  static final ReadNeed READ =
      new ReadNeed(
          new Verdict(Verdict.Kind.READ, Verdict.Reach.STANDBY, RelationUse.NONE, "test", false),
          false,
          SearchPath.SERVERS_OWN);

  private final Router router;
  private final int ticket;
  private final SeenState seen;

  /** Where it read last, by the node's index, or -1. */
  int last = -1;

  int changes;

  Reader(Router router, int ticket) {
    this(router, ticket, new SeenState(1));
  }

  Reader(Router router, int ticket, SeenState seen) {
    this.router = router;
    this.ticket = ticket;
    this.seen = seen;
  }

  static Router router(String readFrom, Pending pending) {
    return router(readFrom.isEmpty() ? Map.of() : Map.of(Setting.READ_FROM, readFrom), pending);
  }

  static Router router(Map<Setting, String> given, Pending pending) {
    try {
      return new Router(Settings.of(given, false), new CrowdedNodes(), pending);
    } catch (SQLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static Router router() {
    return router("", Pending.NONE);
  }

  Decision decide(Topology topology, long nowNanos) {
    return router.read(
        topology, READ, Catalogues.UNREAD, seen, Consistency.SESSION, last, ticket, nowNanos);
  }

  /** Reads, and tells the node's index, or -1 for none. */
  int read(Topology topology, long nowNanos) {
    NodeState node = decide(topology, nowNanos).node();
    int now = node == null ? -1 : node.node().index();
    changes += last >= 0 && now != last ? 1 : 0;
    last = now;
    return now;
  }
}
