package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.topology.CatalogueNames.Definition;
import dev.meridian.jdbc.topology.RelationSignature.Child;
import dev.meridian.jdbc.topology.RelationSignature.Column;
import dev.meridian.jdbc.topology.RelationSignature.Flaw;
import dev.meridian.jdbc.topology.RelationSignature.View;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes relation signatures out of rows. Stateless, thread-safe. */
final class SignatureRows {

  /** The columns of {@code RelationSql.SIGNATURE}, before those that differ by side. */
  static final int SHARED_COLUMNS = 11;

  private SignatureRows() {}

  /** Reads the first columns of a row; a view's statement is still to come. */
  static RelationSignature signature(ResultSet row) throws SQLException {
    EnumSet<Flaw> flaws = EnumSet.noneOf(Flaw.class);
    for (String flaw : texts(row, 5)) {
      flaws.add(Flaw.valueOf(flaw));
    }
    List<Column> columns = new ArrayList<>();
    for (String[] c : tuples(row, 6)) {
      columns.add(new Column(c[0], c[1], c[2].equals("true"), c[3], c[4]));
    }
    Set<Child> children = new HashSet<>();
    for (String[] c : tuples(row, 7)) {
      children.add(new Child(new RelationName(c[0], c[1]), c[2].equals("true")));
    }
    return new RelationSignature(
        new RelationName(row.getString(1), row.getString(2)),
        row.getString(3).charAt(0),
        row.getBoolean(4),
        flaws,
        List.copyOf(columns),
        Set.copyOf(children),
        row.getString(9) == null ? null : view(row));
  }

  private static View view(ResultSet row) throws SQLException {
    Set<RelationName> reads = new HashSet<>();
    for (String[] c : tuples(row, 8)) {
      reads.add(new RelationName(c[0], c[1]));
    }
    return new View(null, row.getString(11), Set.copyOf(reads));
  }

  /** Where the statement of the row's view is to be had, or null if it is no view. */
  static @Nullable Definition definition(ResultSet row) throws SQLException {
    return row.getString(9) == null
        ? null
        : new Definition(
            row.getString(1) + "." + row.getString(2), row.getLong(9), row.getString(10));
  }

  /** The elements of an array column, none for null. */
  static List<String> texts(ResultSet row, int column) throws SQLException {
    Array array = row.getArray(column);
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }

  private static List<String[]> tuples(ResultSet row, int column) throws SQLException {
    Array array = row.getArray(column);
    return array == null ? List.of() : List.of((String[][]) array.getArray());
  }
}
