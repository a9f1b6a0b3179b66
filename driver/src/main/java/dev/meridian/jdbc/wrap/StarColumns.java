package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.topology.RelationUse;
import dev.meridian.jdbc.topology.RelationUse.Star;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks at what a {@code *} brought on a subscriber. Its columns are those of that moment and of
 * that server, which may have got another since it was compared with the primary; every other
 * difference is an error there, and so is found out.
 */
final class StarColumns {

  /** What the server calls columns that neither a relation nor the text names. */
  private static final Pattern SERVERS_OWN =
      Pattern.compile(
          "\\?column\\?|column\\d+|int[248]|float[48]|bool|bpchar|varchar|varbit|numeric"
              + "|timetz|timestamptz");

  private StarColumns() {}

  /**
   * Whether all can be explained by the columns that were compared and by the text, and none that
   * must be there is missing. In doubt not.
   *
   * @param compared the columns of all relations in the text
   */
  static boolean areExpected(
      List<String> labels, String sql, RelationUse use, Set<String> compared) {
    String text = null;
    for (String label : labels) {
      if (!compared.contains(label) && !SERVERS_OWN.matcher(label).matches()) {
        text = text == null ? sql.toLowerCase(Locale.ROOT) : text;
        if (!text.contains(label.toLowerCase(Locale.ROOT))) {
          return false;
        }
      }
    }
    boolean allOfOne = use.star() == Star.ALL && use.relations().size() == 1;
    return !allOfOne || labels.containsAll(compared);
  }
}
