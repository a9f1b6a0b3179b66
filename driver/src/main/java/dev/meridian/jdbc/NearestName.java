package dev.meridian.jdbc;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a misspelt one is likely to stand for. */
final class NearestName {

  private NearestName() {}

  /**
   * The known name that the fewest edits lead to, if they are few: one for every three letters, at
   * least one and at most three. An edit adds, drops or replaces a letter, or swaps two neighbours
   * (optimal string alignment). Case counts for nothing.
   */
  static Optional<String> of(String typed, Collection<String> known) {
    int most = Math.min(3, Math.max(1, typed.length() / 3));
    return known.stream()
        .filter(name -> Math.abs(name.length() - typed.length()) <= most)
        .filter(name -> edits(typed, name) <= most)
        .min(
            Comparator.<String>comparingInt(name -> edits(typed, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static int edits(String typed, String name) {
    String from = typed.toLowerCase(Locale.ROOT);
    String to = name.toLowerCase(Locale.ROOT);
    int[][] edits = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int replaced = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        edits[i][j] =
            Math.min(
                edits[i - 1][j - 1] + replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        if (swapped) {
          edits[i][j] = Math.min(edits[i][j], 1 + edits[i - 2][j - 2]);
        }
      }
    }
    return edits[from.length()][to.length()];
  }
}
