package dev.meridian.integration.surface;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs programs, each from the same rows, and looks at what they leave behind. */
final class Runner {

  private final Tables tables;

  Runner(Tables tables) {
    this.tables = tables;
  }

  /** The outcome of a program on a connection of its own, on the tables of a schema. */
  Outcome run(Program program, Way way, String schema) throws SQLException, IOException {
    Witness witness = new Witness();
    try (Connection connection = way.source().open()) {
      play(program, new Stage(witness, connection, schema), witness);
    }
    List<String> lines = new ArrayList<>();
    for (String line : witness.lines()) {
      lines.add(unqualified(line.replace(schema, "{s}")));
    }
    lines.addAll(tables.content(schema));
    return new Outcome(lines, witness.calls());
  }

  private static void play(Program program, Stage stage, Witness witness) {
    for (Step step : program.steps()) {
      witness.note("-- " + step.text());
      try {
        step.play().on(stage);
      } catch (Exception e) {
        // Written down where it was thrown, if it came from JDBC.
        witness.note("ended by " + e.getClass().getName());
      }
    }
  }

  /**
   * A server session names a function in an error's context as its search path was when it first
   * called it.
   */
  private static String unqualified(String line) {
    return line.replace("PL/pgSQL function {s}.", "PL/pgSQL function ");
  }
}
