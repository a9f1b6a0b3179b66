package dev.meridian.jdbc.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Other texts that mean the same, or that hold the statement in another place. Made from tokens, so
 * that no literal changes; deterministic for a given seed.
 */
final class Mutations {
  private static final List<String> GAPS =
      List.of(" ", "\n", "\t", "\r\n", "\f", "/**/", " /* a /* b */ c */ ", " -- note\n", "/*'*/");

  /** Literals, quoted names, comments and numbers stay in one piece; the rest splits at will. */
  private static final Pattern PIECES =
      Pattern.compile(
          "(?is)[uU]&\"(?:[^\"]|\"\")*\"|[uU]&'(?:[^']|'')*'|e'(?:[^'\\\\]|\\\\.|'')*'|[bxn]?'(?:[^']|'')*'"
              + "|\"(?:[^\"]|\"\")*\"|(?<![\\w$])(\\$\\w*\\$).*?\\1|--[^\n]*(?:\n|$)"
              + "|/\\*(?:[^*/]|\\*(?!/)|/(?!\\*)|/\\*(?:[^*]|\\*(?!/))*\\*/)*\\*/"
              + "|[\\p{L}_\u00a0][\\w$\u00a0]*|[0-9][\\w.]*|[-+*/<>=~!@#%^&|`?:]+|\\s+|.");

  private Mutations() {}

  static List<String> of(String sql, long seed) {
    Random random = new Random(seed);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      texts.add(respell(sql, random));
    }
    texts.add("/* lead */ " + sql + " ;");
    texts.add(";" + sql + "\n;;");
    texts.add("SELECT 1; " + sql);
    texts.add(sql + "\n; SELECT 1");
    return texts;
  }

  /** The query as part of a larger one. */
  static List<String> nested(String query) {
    return List.of(
        "SELECT * FROM (" + query + "\n) AS wrapped",
        "WITH wrapped AS (" + query + "\n) SELECT * FROM wrapped",
        "WITH wrapped AS MATERIALIZED (" + query + "\n) SELECT 1 FROM users",
        "SELECT (" + query + "\n)",
        "SELECT coalesce((" + query + "\n), 1) FROM users",
        "SELECT id FROM users WHERE EXISTS (" + query + "\n)",
        "SELECT id FROM users WHERE id IN (" + query + "\n)",
        "SELECT ARRAY(" + query + "\n)",
        "SELECT id FROM users u, LATERAL (" + query + "\n) l",
        "SELECT id FROM users u JOIN (" + query + "\n) l ON true ORDER BY 1",
        "(" + query + "\n)",
        "((" + query + "\n)) UNION ALL SELECT 1",
        "SELECT 1 UNION (" + query + "\n)",
        "VALUES ((" + query + "\n))",
        "EXPLAIN ANALYZE " + query,
        "EXPLAIN (ANALYZE, VERBOSE) " + query,
        "DECLARE c CURSOR FOR " + query);
  }

  private static String respell(String sql, Random random) {
    StringBuilder text = new StringBuilder(gap(random));
    Matcher pieces = PIECES.matcher(sql);
    while (pieces.find()) {
      String piece = pieces.group();
      boolean word = piece.matches("[A-Za-z_][A-Za-z0-9_$]*");
      if (piece.isBlank()) {
        text.append(gap(random));
      } else if (word) {
        text.append(flip(piece, random));
      } else {
        text.append(piece);
        if (piece.matches("[(),.]") && random.nextInt(3) == 0) {
          text.append(gap(random));
        }
      }
    }
    return text.toString();
  }

  private static String gap(Random random) {
    return GAPS.get(random.nextInt(GAPS.size()));
  }

  private static String flip(String word, Random random) {
    StringBuilder flipped = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      flipped.append(random.nextBoolean() ? Character.toUpperCase(c) : Character.toLowerCase(c));
    }
    return flipped.toString();
  }
}
