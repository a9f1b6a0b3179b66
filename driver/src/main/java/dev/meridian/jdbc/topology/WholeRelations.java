package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.topology.RelationSignature.Child;
import dev.meridian.jdbc.topology.RelationSignature.Column;
import dev.meridian.jdbc.topology.RelationSignature.Flaw;
import dev.meridian.jdbc.topology.RelationSignature.View;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which tables and views a subscriber holds whole. One is whole if nothing is found against
 * it:
 *
 * <ol>
 *   <li>both servers work in the same environment;
 *   <li>it has no flaw on either side, no session has a temporary relation of its name, and its
 *       columns are equal, one by one;
 *   <li>a table is replicated whole ({@link WholeCopies}), and so are the tables that inherit from
 *       it, which are the same on both sides;
 *   <li>a partitioned table has the same partitions on both sides, and either all of them are
 *       whole, or it is replicated whole itself and no partition was a table of its own before,
 *       which may have brought rows along;
 *   <li>a view has the same statement and options, and all that it reads is whole, but for what
 *       this role itself may read.
 * </ol>
 *
 * <p>Everything is read at some moment and on trust: what a past publication left out, or another
 * client wrote on the subscriber, does not show.
 *
 * <p>One use, one thread.
 */
public final class WholeRelations {

  private final PublishedTables published;
  private final SubscribedTables subscribed;
  private final WholeCopies copies;
  private final Map<RelationName, PublishedTables.Relation> originals = new HashMap<>();
  private final Map<RelationName, SubscribedTables.Relation> copied = new HashMap<>();
  private final Set<String> temporaryNames = new HashSet<>();

  // By relation, whoever reads it; empty where nothing is found.
  private final Map<RelationName, String> found = new HashMap<>();
  private final @Nullable String serverObjection;

  private WholeRelations(PublishedTables published, SubscribedTables subscribed) {
    this.published = published;
    this.subscribed = subscribed;
    this.copies = new WholeCopies(published, subscribed);
    published.relations().forEach(each -> originals.put(each.signature().name(), each));
    subscribed.relations().forEach(each -> copied.put(each.signature().name(), each));
    temporaryNames.addAll(published.temporaryNames());
    temporaryNames.addAll(subscribed.temporaryNames());
    serverObjection = environmentObjection();
  }

  /** Compares the two sides. */
  public static Comparison compare(PublishedTables published, SubscribedTables subscribed) {
    return new WholeRelations(published, subscribed).compare();
  }

  /**
   * What came of a comparison.
   *
   * @param whole what the subscriber holds
   * @param objections why each relation of users that is not whole is not, for the log
   */
  public record Comparison(SubscriberRelations whole, Map<String, String> objections) {}

  private Comparison compare() {
    Map<RelationName, Set<String>> columns = new HashMap<>();
    Map<String, String> objections = new TreeMap<>();
    boolean every = true;
    for (PublishedTables.Relation relation : published.relations()) {
      RelationSignature signature = relation.signature();
      if (!signature.isReadable()) {
        continue;
      }
      String objection = objectionForThisRole(signature);
      if (objection == null) {
        columns.put(
            signature.name(),
            signature.columns().stream().map(Column::name).collect(Collectors.toUnmodifiableSet()));
      } else {
        every &= signature.ofExtension();
        objections.put(signature.name().toString(), objection);
      }
    }
    if (columns.isEmpty()) {
      return new Comparison(SubscriberRelations.NONE, objections);
    }
    return new Comparison(
        new SubscriberRelations(columns, every, nameSpaceThere(), nameSpaceHere(), ""), objections);
  }

  private NameSpace nameSpaceThere() {
    return new NameSpace(
        published.relations().stream().map(PublishedTables.Relation::signature).toList(),
        published.closedSchemas(),
        published.role(),
        SearchPath.parse(published.environment().getOrDefault("search_path", "")));
  }

  private NameSpace nameSpaceHere() {
    return new NameSpace(
        subscribed.relations().stream().map(SubscribedTables.Relation::signature).toList(),
        subscribed.closedSchemas(),
        subscribed.role(),
        SearchPath.parse(subscribed.environment().getOrDefault("search_path", "")));
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

  private @Nullable String objectionForThisRole(RelationSignature there) {
    if (serverObjection != null) {
      return serverObjection;
    }
    if (there.flaws().contains(Flaw.NOT_READABLE)) {
      return "it " + Flaw.NOT_READABLE + " on the primary";
    }
    SubscribedTables.Relation here = copied.get(there.name());
    if (here != null && here.signature().flaws().contains(Flaw.NOT_READABLE)) {
      return "it " + Flaw.NOT_READABLE + " on the subscriber";
    }
    return objection(there.name());
  }

  /** What is found against a relation, whoever reads it. */
  private @Nullable String objection(RelationName name) {
    String known = found.get(name);
    if (known == null) {
      // Nothing reads or inherits from itself; if it seems to, it is not whole.
      found.put(name, "it reads itself");
      String objection = newObjection(name);
      known = objection == null ? "" : objection;
      found.put(name, known);
    }
    return known.isEmpty() ? null : known;
  }

  private @Nullable String newObjection(RelationName name) {
    PublishedTables.Relation there = originals.get(name);
    SubscribedTables.Relation here = copied.get(name);
    if (there == null) {
      return name + " is not on the primary";
    }
    if (here == null) {
      return "it is not on the subscriber";
    }
    String objection = shapeObjection(there.signature(), here.signature());
    if (objection != null) {
      return objection;
    }
    View view = there.signature().view();
    if (view != null) {
      return viewObjection(view, here.signature().view());
    }
    return tableObjection(there, here);
  }

  private @Nullable String shapeObjection(RelationSignature there, RelationSignature here) {
    if (!there.isTable() && !there.isPartitioned() && !there.isView()) {
      return "it is neither a table nor a view";
    }
    if (there.kind() != here.kind()) {
      return "it is of another kind on the subscriber";
    }
    for (Flaw flaw : there.flaws()) {
      if (flaw != Flaw.NOT_READABLE) {
        return "it " + flaw + " on the primary";
      }
    }
    for (Flaw flaw : here.flaws()) {
      if (flaw != Flaw.NOT_READABLE) {
        return "it " + flaw + " on the subscriber";
      }
    }
    if (temporaryNames.contains(there.name().name())) {
      return "a session has a temporary relation of its name";
    }
    return columnObjection(there, here);
  }

  private @Nullable String tableObjection(
      PublishedTables.Relation there, SubscribedTables.Relation here) {
    RelationSignature signature = there.signature();
    if (!names(signature.children()).equals(names(here.signature().children()))) {
      return "it has other partitions or children on the subscriber";
    }
    boolean asOne = signature.isPartitioned() && !here.states().isEmpty();
    if (signature.isTable() || asOne) {
      String objection = copies.objection(there, here);
      if (objection != null) {
        return objection;
      }
    }
    return asOne ? attachedObjection(signature) : childObjection(signature);
  }

  private @Nullable String childObjection(RelationSignature parent) {
    for (Child child : parent.children()) {
      String objection = objection(child.name());
      if (objection != null) {
        return "of " + child.name() + ", which belongs to it: " + objection;
      }
    }
    return null;
  }

  private @Nullable String attachedObjection(RelationSignature parent) {
    for (Child child : parent.children()) {
      if (child.attached()) {
        return child.name() + " was attached to it, perhaps with rows";
      }
      PublishedTables.Relation there = originals.get(child.name());
      SubscribedTables.Relation here = copied.get(child.name());
      if (there == null || here == null) {
        return child.name() + " is not on both sides";
      }
      String objection = shapeObjection(there.signature(), here.signature());
      if (objection == null
          && !names(there.signature().children()).equals(names(here.signature().children()))) {
        objection = "it has other partitions on the subscriber";
      }
      if (objection == null) {
        objection = attachedObjection(there.signature());
      }
      if (objection != null) {
        return "of " + child.name() + ", which belongs to it: " + objection;
      }
    }
    return null;
  }

  private @Nullable String viewObjection(View there, @Nullable View here) {
    if (here == null || there.definition() == null || here.definition() == null) {
      return "its definition can not be read for now";
    }
    if (!there.definition().equals(here.definition())
        || !there.options().equals(here.options())
        || !there.reads().equals(here.reads())) {
      return "it has another definition on the subscriber";
    }
    for (RelationName read : there.reads()) {
      String objection = objection(read);
      if (objection != null) {
        return "it reads " + read + ", and " + objection;
      }
    }
    return null;
  }

  private static Set<RelationName> names(Set<Child> children) {
    return children.stream().map(Child::name).collect(Collectors.toSet());
  }

  private static @Nullable String columnObjection(RelationSignature there, RelationSignature here) {
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
