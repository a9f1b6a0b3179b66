package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.topology.PublishedTables.Operations;
import dev.meridian.jdbc.topology.RelationSignature.Child;
import dev.meridian.jdbc.topology.RelationSignature.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A comparison broken on purpose: each constant does not see one kind of difference. */
enum Blindness {
  /** The comparison as it is. */
  TO_NOTHING,
  TO_FLAWS_OF_THE_PRIMARY {
    @Override
    PublishedTables there(PublishedTables there) {
      return with(there, Blindness::withoutFlaws);
    }
  },
  TO_FLAWS_OF_THE_SUBSCRIBER {
    @Override
    SubscribedTables here(PublishedTables there, SubscribedTables here) {
      return with(here, Blindness::withoutFlaws);
    }
  },
  TO_COLUMNS {
    @Override
    SubscribedTables here(PublishedTables there, SubscribedTables here) {
      Map<RelationName, RelationSignature> originals = originals(there);
      return with(
          here,
          relation ->
              with(
                  relation,
                  originals.getOrDefault(relation.name(), relation).columns(),
                  relation.children()));
    }
  },
  TO_CHILDREN {
    @Override
    PublishedTables there(PublishedTables there) {
      return with(there, relation -> with(relation, relation.columns(), Set.of()));
    }

    @Override
    SubscribedTables here(PublishedTables there, SubscribedTables here) {
      return with(here, relation -> with(relation, relation.columns(), Set.of()));
    }
  },
  TO_VIEWS {
    @Override
    SubscribedTables here(PublishedTables there, SubscribedTables here) {
      Map<RelationName, RelationSignature> originals = originals(there);
      return with(
          here,
          relation ->
              relation.isView() ? originals.getOrDefault(relation.name(), relation) : relation);
    }
  },
  TO_COPY_STATES {
    @Override
    SubscribedTables here(PublishedTables there, SubscribedTables here) {
      return with(
          here,
          here.relations().stream()
              .map(
                  each -> {
                    Map<String, String> states = new HashMap<>(each.states());
                    states.replaceAll((subscription, state) -> "r");
                    return new SubscribedTables.Relation(each.signature(), states);
                  })
              .toList());
    }
  },
  TO_FILTERS {
    @Override
    PublishedTables there(PublishedTables there) {
      return with(
          there,
          there.publications(),
          there.relations().stream()
              .map(
                  each ->
                      new PublishedTables.Relation(each.signature(), each.publications(), Set.of()))
              .toList());
    }
  },
  TO_OPERATIONS {
    @Override
    PublishedTables there(PublishedTables there) {
      Map<String, Operations> all = new HashMap<>(there.publications());
      all.replaceAll((name, some) -> new Operations(true, true, true, true));
      return with(there, all, there.relations());
    }
  },
  TO_PUBLICATIONS {
    @Override
    PublishedTables there(PublishedTables there) {
      return with(
          there,
          there.publications(),
          there.relations().stream()
              .map(
                  each ->
                      new PublishedTables.Relation(
                          each.signature(), there.publications().keySet(), Set.of()))
              .toList());
    }
  },
  TO_OTHER_SCHEMAS {
    @Override
    SubscribedTables here(PublishedTables there, SubscribedTables here) {
      return with(
          here,
          here.relations().stream()
              .filter(each -> "public".equals(each.signature().name().schema()))
              .toList());
    }
  };

  PublishedTables there(PublishedTables there) {
    return there;
  }

  SubscribedTables here(PublishedTables there, SubscribedTables here) {
    return here;
  }

  SubscriberRelations compare(PublishedTables there, SubscribedTables here) {
    return WholeRelations.compare(there(there), here(there, here)).whole();
  }

  private static Map<RelationName, RelationSignature> originals(PublishedTables there) {
    Map<RelationName, RelationSignature> originals = new HashMap<>();
    there.relations().forEach(each -> originals.put(each.signature().name(), each.signature()));
    return originals;
  }

  private static RelationSignature withoutFlaws(RelationSignature relation) {
    return new RelationSignature(
        relation.name(),
        relation.kind(),
        relation.ofExtension(),
        Set.of(),
        relation.columns(),
        relation.children(),
        relation.view());
  }

  private static RelationSignature with(
      RelationSignature relation, List<Column> columns, Set<Child> children) {
    return new RelationSignature(
        relation.name(),
        relation.kind(),
        relation.ofExtension(),
        relation.flaws(),
        columns,
        children,
        relation.view());
  }

  private static PublishedTables with(
      PublishedTables there, UnaryOperator<RelationSignature> change) {
    return with(
        there,
        there.publications(),
        there.relations().stream()
            .map(
                each ->
                    new PublishedTables.Relation(
                        change.apply(each.signature()), each.publications(), each.partial()))
            .toList());
  }

  private static SubscribedTables with(
      SubscribedTables here, UnaryOperator<RelationSignature> change) {
    return with(
        here,
        here.relations().stream()
            .map(
                each ->
                    new SubscribedTables.Relation(change.apply(each.signature()), each.states()))
            .toList());
  }

  private static PublishedTables with(
      PublishedTables there,
      Map<String, Operations> publications,
      List<PublishedTables.Relation> relations) {
    return new PublishedTables(
        there.environment(),
        there.slots(),
        there.receivesChanges(),
        there.temporaryNames(),
        publications,
        there.role(),
        there.closedSchemas(),
        relations);
  }

  private static SubscribedTables with(
      SubscribedTables here, List<SubscribedTables.Relation> relations) {
    return new SubscribedTables(
        here.environment(),
        here.temporaryNames(),
        here.subscriptions(),
        here.role(),
        here.closedSchemas(),
        relations);
  }
}
