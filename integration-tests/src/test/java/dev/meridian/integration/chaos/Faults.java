package dev.meridian.integration.chaos;

import dev.meridian.testkit.Direction;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.NodeKind;
import dev.meridian.testkit.RegionNode;
import dev.meridian.testkit.Vantage;
import dev.meridian.testkit.WanLink;
import dev.meridian.testkit.history.Weather;
import dev.meridian.testkit.history.Weather.Kind;
import dev.meridian.testkit.history.Weather.Season;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Does to the world what is not a failover, and undoes it. Not threadsafe. */
final class Faults {

  private static final long SLOW_BYTES = 10_000;
  private static final Season COPIES =
      new Season(List.of(Kind.COPY_AGAIN), 20, 20, Set.of(NodeKind.SUBSCRIBER));

  /** A fault that lasts. */
  interface Wound {

    /** What it was done to. */
    @Override
    String toString();

    void heal() throws SQLException;

    /** When all is well again: what the fault left behind, and nobody else would take away. */
    default void tidy() {}
  }

  private final MultiRegionPostgres cluster;

  Faults(MultiRegionPostgres cluster) {
    this.cluster = cluster;
  }

  Wound inflict(FaultKind kind, Step step) throws SQLException {
    return switch (kind.sort) {
      case NODE -> node(kind, step);
      case LINK -> link(kind, step);
      case FEED -> feed(kind, step);
      case SUBSCRIPTION -> subscription(kind, step);
      case FAILOVER -> throw new IllegalArgumentException("not here: " + kind);
    };
  }

  private Wound node(FaultKind kind, Step step) throws SQLException {
    RegionNode primary = cluster.currentPrimary();
    RegionNode replica = chosen(replicas(), step.pick());
    RegionNode standby =
        chosen(
            replicas().stream().filter(node -> node.kind() == NodeKind.STANDBY).toList(),
            step.pick());
    return switch (kind) {
      case KILL_PRIMARY -> down(primary, primary::kill);
      case STOP_PRIMARY -> down(primary, primary::stop);
      case FREEZE_PRIMARY -> frozen(primary);
      case KILL_REPLICA -> down(replica, replica::kill);
      case STOP_REPLICA -> down(replica, replica::stop);
      case RESTART_REPLICA -> down(replica, replica::restart);
      case FREEZE_REPLICA -> frozen(replica);
      default -> {
        standby.pauseReplay();
        yield wound(standby.toString(), standby::resumeReplay);
      }
    };
  }

  private static Wound down(RegionNode node, Runnable ending) {
    String name = node.toString();
    ending.run();
    return wound(name, node::start);
  }

  private static Wound frozen(RegionNode node) {
    node.freeze();
    return wound(node.toString(), node::thaw);
  }

  private Wound link(FaultKind kind, Step step) {
    List<RegionNode> nodes = cluster.nodes();
    Vantage here = cluster.from(chosen(nodes, step.place()).region());
    if (kind == FaultKind.ISLAND) {
      List<WanLink> far =
          nodes.stream()
              .filter(node -> !node.region().equals(here.region()))
              .map(node -> here.linkTo(node.region()))
              .toList();
      far.forEach(link -> harm(FaultKind.VANISH, link));
      return healed(here.region() + " alone", far);
    }
    WanLink link = here.linkTo(chosen(nodes, step.pick()).region());
    harm(kind, link);
    return healed(link.toString(), List.of(link));
  }

  private Wound feed(FaultKind kind, Step step) {
    WanLink link = cluster.replicationLink(chosen(replicas(), step.pick()).region());
    harm(
        switch (kind) {
          case FEED_CUT -> FaultKind.CUT;
          case FEED_VANISH -> FaultKind.VANISH;
          default -> FaultKind.SLOW;
        },
        link);
    return wound(
        link.toString(),
        () -> {
          link.restore();
          // Replication would wait for its own timeout.
          link.reset();
        });
  }

  static void harm(FaultKind kind, WanLink link) {
    switch (kind) {
      case CUT -> {
        link.refuse();
        link.reset();
      }
      case VANISH -> link.drop();
      case STALL -> link.stall();
      case DEAF -> link.drop(Direction.TO_SERVER);
      case MUTE -> link.drop(Direction.TO_CLIENT);
      case SLOW -> link.throttle(SLOW_BYTES);
      default -> link.reset();
    }
  }

  private Wound subscription(FaultKind kind, Step step) throws SQLException {
    RegionNode subscriber =
        cluster.nodes().stream()
            .filter(node -> node.kind() == NodeKind.SUBSCRIBER)
            .findFirst()
            .orElseThrow();
    switch (kind) {
      case SUBSCRIPTION_OFF -> {
        subscriber.disableSubscription();
        return wound(subscriber.toString(), subscriber::enableSubscription);
      }
      case SUBSCRIPTION_REFRESH -> {
        subscriber.subscription().refresh();
        return wound(subscriber.toString(), () -> {});
      }
      default -> {
        Season season = kind == FaultKind.COPY_AGAIN ? COPIES : Season.MILD;
        Weather weather = new Weather(cluster, step.pick(), season);
        return wound("replication", weather::close);
      }
    }
  }

  private List<RegionNode> replicas() {
    return cluster.nodes().stream().filter(node -> node.kind() != NodeKind.PRIMARY).toList();
  }

  private static RegionNode chosen(List<RegionNode> nodes, int pick) {
    return nodes.get(pick % nodes.size());
  }

  /**
   * What lost bytes is dead on both sides and does not know it: a server would keep it for ever.
   */
  private static Wound healed(String what, List<WanLink> links) {
    return new Wound() {
      @Override
      public void heal() {
        links.forEach(WanLink::restore);
      }

      @Override
      public void tidy() {
        links.forEach(WanLink::reset);
      }

      @Override
      public String toString() {
        return what;
      }
    };
  }

  private static Wound wound(String what, Healing healing) {
    return new Wound() {
      @Override
      public void heal() throws SQLException {
        healing.heal();
      }

      @Override
      public String toString() {
        return what;
      }
    };
  }

  @FunctionalInterface
  private interface Healing {
    void heal() throws SQLException;
  }
}
