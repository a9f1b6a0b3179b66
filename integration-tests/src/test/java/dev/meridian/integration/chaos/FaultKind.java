package dev.meridian.integration.chaos;

import java.util.Arrays;
import java.util.List;

/** What is done to the world. Each lasts for a while and is then healed. */
enum FaultKind {
  /** The primary is killed, and a standby promoted. */
  CRASH(Sort.FAILOVER, 3),
  /** The primary is shut down in order, and a standby promoted. */
  SWITCHOVER(Sort.FAILOVER, 2),
  /** The primary vanishes from everybody's network, is killed there, and a standby promoted. */
  PARTITION(Sort.FAILOVER, 2),
  /** The primary is frozen, killed later, and a standby promoted. */
  SEIZURE(Sort.FAILOVER, 1),

  KILL_PRIMARY(Sort.NODE, 2),
  STOP_PRIMARY(Sort.NODE, 1),
  FREEZE_PRIMARY(Sort.NODE, 2),
  KILL_REPLICA(Sort.NODE, 4),
  STOP_REPLICA(Sort.NODE, 2),
  RESTART_REPLICA(Sort.NODE, 2),
  FREEZE_REPLICA(Sort.NODE, 3),
  PAUSE_REPLAY(Sort.NODE, 2),

  /** Between an application's region and one node: connects are refused, live connections reset. */
  CUT(Sort.LINK, 3),
  /** Packets vanish, both ways. */
  VANISH(Sort.LINK, 4),
  /** Packets are held, both ways, and come later. */
  STALL(Sort.LINK, 2),
  /** Packets vanish on the way to the node. */
  DEAF(Sort.LINK, 2),
  /** Packets vanish on the way from the node. */
  MUTE(Sort.LINK, 2),
  /** 10 KB a second. */
  SLOW(Sort.LINK, 3),
  /** Every connection is reset, once. */
  RESET(Sort.LINK, 4),
  /** An application's region reaches no node but its own. */
  ISLAND(Sort.LINK, 2),

  /** Between a replica and the primary that it follows. */
  FEED_CUT(Sort.FEED, 1),
  FEED_VANISH(Sort.FEED, 2),
  FEED_SLOW(Sort.FEED, 2),

  SUBSCRIPTION_OFF(Sort.SUBSCRIPTION, 3),
  SUBSCRIPTION_REFRESH(Sort.SUBSCRIPTION, 2),
  /** A subscriber's table is emptied and copied. */
  COPY_AGAIN(Sort.SUBSCRIPTION, 1),
  /** Replay and apply stop and go, and commits are held. */
  WEATHER(Sort.SUBSCRIPTION, 3);

  enum Sort {
    FAILOVER,
    NODE,
    /** Between applications and nodes; may come along with any other. */
    LINK,
    /** Between nodes; may come along with any but its own and {@link #SUBSCRIPTION}. */
    FEED,
    SUBSCRIPTION
  }

  final Sort sort;

  /** How often it is in the deck. */
  final int cards;

  FaultKind(Sort sort, int cards) {
    this.sort = sort;
    this.cards = cards;
  }

  /** All that can be done to servers of the kind that these tests run on. */
  static List<FaultKind> possible() {
    boolean processes = !"containers".equals(System.getProperty("meridian.testkit.servers"));
    return Arrays.stream(values()).filter(kind -> processes || !kind.freezes()).toList();
  }

  /** Whether it stops the server's processes, which is for those of this machine alone. */
  private boolean freezes() {
    return this == SEIZURE || this == FREEZE_PRIMARY || this == FREEZE_REPLICA;
  }

  boolean mayComeAlong(FaultKind with) {
    return sort == Sort.LINK
        || (sort == Sort.FEED && with.sort != Sort.FEED && with.sort != Sort.SUBSCRIPTION);
  }
}
