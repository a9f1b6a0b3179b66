package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.topology.Catalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the primary's catalogue says once the lab's tables and {@code corpus/setup.sql} stand. */
final class LabCatalogue {
  private LabCatalogue() {}

  static Catalogue catalogue() {
    return version(1);
  }

  static Catalogue version(long version) {
    Map<String, Integer> relations = new HashMap<>();
    for (String name :
        List.of(
            "users",
            "orders",
            "ticket_seq",
            "scratch",
            "audit",
            "balances",
            "documents",
            "archive",
            "open_orders",
            "open_orders_again",
            "counting",
            "counting_again",
            "locking",
            "holding",
            "watching",
            "order_totals",
            "tenant_rows",
            "owned_rows")) {
      relations.put(name, 1);
    }
    relations.put("dup", 2);
    return new Catalogue(
        version,
        Set.of("app_tenant", "app_read", "app_double", "fullname", "initcap", "quiet_sum"),
        Set.of(
            "app_touch",
            "touch_user",
            "app_harmless",
            "app_elsewhere",
            "Mixed Case",
            "touch_sum",
            "app_work",
            "app_enter",
            "app_hold"),
        Set.of("app_enter", "app_hold", "app_tenant"),
        Set.of("<+>"),
        Set.of("ticket_seq", "scratch"),
        Map.of(
            "open_orders",
                List.of(
                    "SELECT id, user_id, total FROM public.orders WHERE (status = 'OPEN'::text);"),
            "open_orders_again", List.of("SELECT id, user_id, total FROM public.open_orders;"),
            "counting", List.of("SELECT nextval('public.ticket_seq'::regclass) AS n;"),
            "counting_again", List.of("SELECT n FROM public.counting;"),
            "locking", List.of("SELECT (pg_advisory_xact_lock((42)::bigint) IS NULL) AS locked;"),
            "holding", List.of("SELECT (pg_advisory_lock((42)::bigint) IS NULL) AS locked;"),
            "watching", List.of("SELECT pid FROM pg_stat_activity;"),
            "tenant_rows", List.of("SELECT (tenant = current_setting('app.tenant'::text, true))"),
            "owned_rows", List.of("SELECT (owner = CURRENT_USER)")),
        Map.copyOf(relations));
  }

  static StatementClassifier classifier() {
    return new StatementClassifier(Set.of("app_harmless"), Set.of("public.balances"), 10_000);
  }
}
