package dev.meridian.testkit;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for what is wrong with a subscription, on both sides. Counters are compared with the last
 * look, and at first with zero. What an error says stands in the subscriber's log alone.
 *
 * <p>This class is not threadsafe.
 */
public final class SubscriptionCheck {
  private final Subscription subscription;
  private final long mostRetained;
  private SubscriptionStatistics last = SubscriptionStatistics.NONE;

  /**
   * @param mostRetained how many bytes of WAL the publisher may keep for the subscription's slot
   */
  public SubscriptionCheck(Subscription subscription, long mostRetained) {
    this.subscription = subscription;
    this.mostRetained = mostRetained;
  }

  /**
   * What is wrong now; nothing if all is well.
   *
   * @throws SQLException if either side cannot be asked, or there is no such subscription
   */
  public List<Finding> run() throws SQLException {
    List<Finding> findings = new ArrayList<>();
    lookAtWorker(findings);
    lookAtCounters(findings);
    subscription
        .copyStates()
        .forEach(
            (table, state) -> {
              if (state != CopyState.READY) {
                findings.add(new Finding(Fault.TABLE_NOT_READY, table + " is " + state));
              }
            });
    lookAtSlot(findings);
    return findings;
  }

  private void lookAtWorker(List<Finding> findings) throws SQLException {
    String state =
        subscription
            .subscriber()
            .query(
                "SELECT CASE WHEN NOT s.subenabled THEN 'disabled'"
                    + " WHEN w.pid IS NULL THEN 'gone' ELSE 'runs' END"
                    + " FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid"
                    + " LEFT JOIN pg_stat_subscription w ON w.subid = s.oid AND w.relid IS NULL"
                    + " AND to_jsonb(w)->>'leader_pid' IS NULL"
                    + " WHERE d.datname = current_database() AND s.subname = "
                    + Quoted.literal(subscription.name()));
    if ("disabled".equals(state)) {
      findings.add(new Finding(Fault.DISABLED, subscription + " is disabled"));
    } else if ("gone".equals(state)) {
      findings.add(new Finding(Fault.WORKER_GONE, subscription + " has no apply worker"));
    }
  }

  private void lookAtCounters(List<Finding> findings) throws SQLException {
    SubscriptionStatistics now = SubscriptionStatistics.of(subscription);
    Map<String, Long> grown = now.grownSince(last);
    last = now;
    grown.forEach(
        (counter, more) -> {
          Fault fault =
              counter.equals(SubscriptionStatistics.APPLY_ERRORS)
                  ? Fault.APPLY_ERROR
                  : counter.startsWith(SubscriptionStatistics.CONFLICT)
                      ? Fault.CONFLICT
                      : Fault.COPY_ERROR;
          findings.add(new Finding(fault, subscription + ": " + counter + " grew by " + more));
        });
  }

  private void lookAtSlot(List<Finding> findings) throws SQLException {
    Optional<ReplicationSlot> found = ReplicationSlot.of(subscription);
    if (found.isEmpty()) {
      findings.add(
          new Finding(
              Fault.SLOT_MISSING,
              subscription.publisher() + " has no slot " + subscription.name()));
      return;
    }
    ReplicationSlot slot = found.get();
    Long retained = slot.retained();
    if (slot.isLost()) {
      findings.add(new Finding(Fault.SLOT_LOST, slot.toString()));
    } else if (slot.walStatus().equals("unreserved")
        || (retained != null && retained > mostRetained)) {
      findings.add(
          new Finding(Fault.WAL_RETAINED, slot + "; at most " + mostRetained + " may be retained"));
    }
  }
}
