package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.topology.TableSignature.Column;
import dev.meridian.jdbc.topology.TableSignature.Flaw;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Takes table signatures out of rows. Stateless, thread-safe. */
final class SignatureRows {

  private SignatureRows() {}

  /** Reads the first four columns of a row. */
  static TableSignature signature(ResultSet row) throws SQLException {
    EnumSet<Flaw> flaws = EnumSet.noneOf(Flaw.class);
    for (String flaw : texts(row, 3)) {
      flaws.add(Flaw.valueOf(flaw));
    }
    List<Column> columns = new ArrayList<>();
    Array found = row.getArray(4);
    if (found != null) { // null for a table without columns
      for (String[] c : (String[][]) found.getArray()) {
        columns.add(new Column(c[0], c[1], c[2].equals("true"), c[3], c[4]));
      }
    }
    return new TableSignature(row.getString(1), row.getString(2), flaws, List.copyOf(columns));
  }

  /** The elements of an array column, none for null. */
  static List<String> texts(ResultSet row, int column) throws SQLException {
    Array array = row.getArray(column);
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }
}
