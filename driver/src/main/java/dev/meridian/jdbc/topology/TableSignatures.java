package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.topology.TableSignature.Column;
import dev.meridian.jdbc.topology.TableSignature.Flaw;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts signatures together from the rows of one server. Not threadsafe. */
final class TableSignatures {

  /** In the order of the query's columns, from the third on. */
  private static final List<Flaw> FLAWS =
      List.of(
          Flaw.NOT_ORDINARY,
          Flaw.NOT_LOGGED,
          Flaw.INHERITS,
          Flaw.ROW_SECURITY,
          Flaw.NOT_READABLE,
          Flaw.NAME_SHARED,
          Flaw.OWN_FUNCTION,
          Flaw.FIRING_TRIGGER,
          Flaw.RULE);

  private final boolean replicated;
  private final Map<List<String>, TableSignature> tables = new HashMap<>();

  /**
   * Begins with none.
   *
   * @param replicated whether the tables are filled by replication, so that triggers that fire on
   *     it matter
   */
  TableSignatures(boolean replicated) {
    this.replicated = replicated;
  }

  void addTable(ResultSet row) throws SQLException {
    Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
    for (int i = 0; i < FLAWS.size(); i++) {
      if (row.getBoolean(i + 3)) {
        flaws.add(FLAWS.get(i));
      }
    }
    if (!replicated) {
      flaws.remove(Flaw.FIRING_TRIGGER);
    }
    List<String> name = List.of(row.getString(1), row.getString(2));
    tables.put(name, new TableSignature(name.get(0), name.get(1), flaws, new ArrayList<>()));
  }

  void addColumn(ResultSet row) throws SQLException {
    of(row)
        .columns()
        .add(
            new Column(
                row.getString(3),
                row.getString(4),
                row.getBoolean(5),
                row.getString(6),
                row.getString(7)));
  }

  /** The table whose schema and name the row begins with. */
  TableSignature of(ResultSet row) throws SQLException {
    TableSignature table = tables.get(List.of(row.getString(1), row.getString(2)));
    if (table == null) {
      throw new SQLException(
          "the catalogue names no table " + row.getString(1) + "." + row.getString(2), "58000");
    }
    return table;
  }
}
