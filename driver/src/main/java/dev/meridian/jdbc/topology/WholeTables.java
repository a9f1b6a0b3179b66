package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.topology.PublishedTables.Operations;
import dev.meridian.jdbc.topology.SubscribedTables.Subscription;
import dev.meridian.jdbc.topology.TableSignature.Column;
import dev.meridian.jdbc.topology.TableSignature.Flaw;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which tables a subscriber holds whole. A table is whole if nothing is found against it:
 *
 * <ol>
 *   <li>both servers work in the same environment;
 *   <li>the table has no flaw on either side, and no session has a temporary relation of its name;
 *   <li>exactly one subscription names it, enabled, replicating from this primary, missing nothing,
 *       and the copy is ready;
 *   <li>the publications of that subscription publish every operation on it, every row and column;
 *   <li>its columns are equal, one by one.
 * </ol>
 *
 * <p>Everything is read at some moment and on trust: what a past publication left out, or another
 * client wrote on the subscriber, does not show.
 *
 * <p>Immutable, thread-safe.
 */
public final class WholeTables {

  private final PublishedTables published;
  private final SubscribedTables subscribed;

  /** Tables of the subscriber, by schema and name. */
  private final Map<List<String>, SubscribedTables.Table> copies = new HashMap<>();

  private final @Nullable String serverObjection;

  private WholeTables(PublishedTables published, SubscribedTables subscribed) {
    this.published = published;
    this.subscribed = subscribed;
    for (SubscribedTables.Table table : subscribed.tables()) {
      copies.put(List.of(table.signature().schema(), table.signature().name()), table);
    }
    serverObjection = environmentObjection();
  }

  /** The tables that are whole. */
  public static SubscriberTables compare(PublishedTables published, SubscribedTables subscribed) {
    WholeTables whole = new WholeTables(published, subscribed);
    Map<String, Set<String>> columns = new HashMap<>();
    for (PublishedTables.Table table : published.tables()) {
      if (whole.objection(table) == null) {
        columns.put(
            table.signature().name(),
            table.signature().columns().stream()
                .map(Column::name)
                .collect(Collectors.toUnmodifiableSet()));
      }
    }
    boolean every = !columns.isEmpty() && columns.size() == published.readableRelations();
    return new SubscriberTables(Map.copyOf(columns), every);
  }

  /** Why each published table that is not whole is not, by {@code schema.name}, for the log. */
  public static Map<String, String> objections(
      PublishedTables published, SubscribedTables subscribed) {
    WholeTables whole = new WholeTables(published, subscribed);
    Map<String, String> objections = new LinkedHashMap<>();
    for (PublishedTables.Table table : published.tables()) {
      String objection = whole.objection(table);
      if (objection != null) {
        TableSignature signature = table.signature();
        objections.put(signature.schema() + "." + signature.name(), objection);
      }
    }
    return objections;
  }

  private @Nullable String environmentObjection() {
    Set<String> names = new TreeSet<>(published.environment().keySet());
    names.addAll(subscribed.environment().keySet());
    for (String name : names) {
      String there = published.environment().get(name);
      String here = subscribed.environment().get(name);
      if (there == null || !there.equals(here)) {
        return name + " is " + there + " on the primary and " + here + " on the subscriber";
      }
    }
    return null;
  }

  private @Nullable String objection(PublishedTables.Table table) {
    TableSignature there = table.signature();
    SubscribedTables.Table copy = copies.get(List.of(there.schema(), there.name()));
    if (serverObjection != null) {
      return serverObjection;
    }
    for (Flaw flaw : there.flaws()) {
      return "it " + flaw + " on the primary";
    }
    if (copy == null) {
      return "no subscription names it";
    }
    for (Flaw flaw : copy.signature().flaws()) {
      return "it " + flaw + " on the subscriber";
    }
    if (published.temporaryNames().contains(there.name())
        || subscribed.temporaryNames().contains(there.name())) {
      return "a session has a temporary relation of its name";
    }
    String objection = subscriptionObjection(table, copy);
    return objection != null ? objection : columnObjection(there, copy.signature());
  }

  private @Nullable String subscriptionObjection(
      PublishedTables.Table table, SubscribedTables.Table copy) {
    if (copy.states().size() != 1) {
      return copy.states().size() + " subscriptions name it: " + copy.states().keySet();
    }
    Map.Entry<String, String> only = copy.states().entrySet().iterator().next();
    String name = only.getKey();
    Subscription subscription = subscribed.subscriptions().get(name);
    if (subscription == null
        || subscription.slot() == null
        || !published.slots().contains(subscription.slot())) {
      return "subscription " + name + " does not replicate from this primary";
    }
    if (!subscription.enabled()) {
      return "subscription " + name + " is not enabled";
    }
    if (subscription.lossy() != null) {
      return "subscription " + name + " " + subscription.lossy();
    }
    if (!subscription.fromAnyOrigin() && published.receivesChanges()) {
      return "subscription " + name + " leaves out what the primary received by replication";
    }
    if (!only.getValue().equals("r")) {
      return "its copy is in state " + only.getValue() + ", not r";
    }
    return publicationObjection(table, subscription.publications());
  }

  private @Nullable String publicationObjection(PublishedTables.Table table, Set<String> asked) {
    Operations operations = Operations.NONE;
    for (String publication : table.publications()) {
      if (!asked.contains(publication)) {
        continue;
      }
      if (table.partial().contains(publication)) {
        return "publication " + publication + " has a row filter or a column list for it";
      }
      operations =
          operations.or(
              Objects.requireNonNullElse(
                  published.publications().get(publication), Operations.NONE));
    }
    return operations.all() ? null : "of its operations, only these are published: " + operations;
  }

  private static @Nullable String columnObjection(TableSignature there, TableSignature here) {
    if (there.columns().size() != here.columns().size()) {
      return "it has another number of columns on the subscriber";
    }
    for (int i = 0; i < there.columns().size(); i++) {
      Column column = there.columns().get(i);
      if (!column.plain()) {
        return "column " + column.name() + " is of type " + column.type();
      }
      if (!column.equals(here.columns().get(i))) {
        return "column " + (i + 1) + " is " + column + " and here " + here.columns().get(i);
      }
    }
    return null;
  }
}
