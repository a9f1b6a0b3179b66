package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.routing.BuiltIns.Effect;
import dev.meridian.jdbc.routing.Verdict.Kind;
import dev.meridian.jdbc.routing.Verdict.Reach;
import dev.meridian.jdbc.routing.Words.Role;
import dev.meridian.jdbc.topology.Catalogue;
import org.jspecify.annotations.Nullable;

/**
 * Holds every name, wherever it stands, against the names that do harm. The place does not matter,
 * because {@code x.f} calls {@code f(x)}, even a built-in one: {@code ('s'::regclass).nextval}.
 */
final class NameRule implements Rule {
  @Override
  public void judge(Words words, int i, Scope scope, Finding finding) {
    Token token = words.at(i);
    if (token.isName()) {
      builtIn(words, i, scope, finding);
      application(words, i, scope, finding);
    }
  }

  private static void builtIn(Words words, int i, Scope scope, Finding finding) {
    Token token = words.at(i);
    String name = token.text();
    boolean called = words.role(i) == Role.CALL;
    Effect effect = scope.builtIns.effect(name);
    if (effect != null && (called || !scope.builtIns.calledOnly().contains(name))) {
      switch (effect) {
        case WRITE -> finding.does(Kind.WRITE, name);
        case SESSION -> {
          finding.doesUntilCommit(sessionEffect(words, i), name);
          if (!SettingCalls.endsWithTransaction(words, i)) {
            finding.leavesState();
          }
        }
        case PRIMARY -> finding.reaches(Reach.PRIMARY, name);
        case STANDBY, PLAIN -> {}
      }
    }
    boolean schema = name.equals("pg_catalog") && words.role(i) == Role.QUALIFIER;
    if (name.startsWith("pg_") && !schema) {
      boolean shared =
          scope.builtIns.relations().contains(name) || scope.builtIns.types().contains(name);
      boolean function = effect == Effect.STANDBY || effect == Effect.PLAIN;
      finding.reaches(shared || function ? Reach.STANDBY : Reach.PRIMARY, name);
    }
    switch (name) {
      case "information_schema", "ctid", "xmin", "xmax", "cmin", "cmax", "tableoid", "oid" ->
          finding.reaches(Reach.STANDBY, name);
      case "sequences" -> {
        if ("information_schema".equals(words.qualifier(i))) {
          finding.reaches(Reach.PRIMARY, name);
        }
      }
      case "current_user",
          "session_user",
          "user",
          "current_role",
          "current_catalog",
          "current_schema",
          "system_user",
          "collate",
          "tablesample" -> {
        if (token.kind() == Token.Kind.WORD) {
          finding.reaches(Reach.STANDBY, name);
        }
      }
      default -> {}
    }
  }

  /** A setting given as a plain constant stays in the session; any other may switch writing on. */
  private static Kind sessionEffect(Words words, int i) {
    if (!words.at(i).text().equals("set_config")) {
      return Kind.SESSION;
    }
    Token setting = words.at(i + 2);
    boolean plain =
        words.isMark(i + 1, "(")
            && setting.kind() == Token.Kind.STRING
            && words.isMark(i + 3, ",")
            && setting.text().indexOf('\\') < 0;
    return plain && !SqlLexer.fold(setting.text()).contains("read_only")
        ? Kind.SESSION
        : Kind.WRITE;
  }

  private static void application(Words words, int i, Scope scope, Finding finding) {
    Catalogue catalogue = scope.catalogue;
    String name = words.at(i).text();
    @Nullable String schema = words.qualifier(i);
    boolean writes = catalogue.volatileFunctions().contains(name);
    boolean leavesState = catalogue.sessionFunctions().contains(name);
    if ((writes || leavesState)
        && !scope.safeFunctions.matches(words.role(i) == Role.CALL ? schema : null, name)) {
      finding.does(writes ? Kind.WRITE : Kind.SESSION, name);
      if (leavesState) {
        finding.leavesState();
      }
    }
    if (catalogue.volatileOperators().contains(name)) {
      finding.does(Kind.WRITE, name);
    }
    if (catalogue.stableFunctions().contains(name)
        || catalogue.volatileFunctions().contains(name)) {
      finding.reaches(Reach.STANDBY, name);
    }
    if (scope.primaryOnly.matches(schema, name)) {
      finding.reaches(Reach.PRIMARY, Verdict.PRIMARY_ONLY);
    }
    if (catalogue.homeRelations().contains(name)) {
      finding.reaches(Reach.PRIMARY, name);
    }
    if (catalogue.definitions().containsKey(name)) {
      finding.mentionsView(name);
    }
  }
}
