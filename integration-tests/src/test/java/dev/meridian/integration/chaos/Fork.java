package dev.meridian.integration.chaos;

import java.util.Map;
import java.util.Set;

/**
 * What a failover did to a ledger.
 *
 * @param old the region of the primary that was replaced
 * @param fenced {@link System#nanoTime} when nobody could reach it any more
 * @param position where in its WAL the new primary's history begins
 * @param kept the rows that the new primary had when it was promoted
 * @param tail the old primary's rows that the new one has not, with the positions of their inserts
 */
record Fork(String old, long fenced, long position, Set<Long> kept, Map<Long, Long> tail) {
  Fork {
    kept = Set.copyOf(kept);
    tail = Map.copyOf(tail);
  }
}
