package dev.meridian.testkit;

import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counters of {@code pg_stat_subscription_stats}, by column: errors, and from 18 on conflicts
 * by kind. A reset sets them back.
 */
record SubscriptionStatistics(Map<String, Long> counters) {
  static final SubscriptionStatistics NONE = new SubscriptionStatistics(Map.of());
  static final String APPLY_ERRORS = "apply_error_count";

  static final String CONFLICT = "confl_";

  static SubscriptionStatistics of(Subscription subscription) throws SQLException {
    Map<String, Long> counters = new TreeMap<>();
    subscription
        .subscriber()
        .rows(
            "SELECT c.key, c.value::bigint FROM pg_stat_subscription_stats s,"
                + " jsonb_each_text(to_jsonb(s)) c"
                + " WHERE c.key ~ '_count$|^confl_' AND s.subname = "
                + Quoted.literal(subscription.name()),
            row -> counters.put(row.getString(1), row.getLong(2)));
    return new SubscriptionStatistics(counters);
  }

  /** What has grown since; after a reset, all that was counted after it. */
  Map<String, Long> grownSince(SubscriptionStatistics before) {
    Map<String, Long> grown = new TreeMap<>();
    counters.forEach(
        (name, count) -> {
          long earlier = before.counters.getOrDefault(name, 0L);
          long more = count >= earlier ? count - earlier : count;
          if (more > 0) {
            grown.put(name, more);
          }
        });
    return grown;
  }
}
