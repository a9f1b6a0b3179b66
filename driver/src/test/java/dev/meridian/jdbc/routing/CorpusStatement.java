package dev.meridian.jdbc.routing;

import dev.meridian.jdbc.routing.Verdict.Kind;
import dev.meridian.jdbc.routing.Verdict.Reach;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One statement of {@code corpus/statements.sql}, and what is expected of it. */
record CorpusStatement(String sql, Kind kind, Reach reach) {
  private static final Pattern HEAD = Pattern.compile("-- ([A-Z]+) ([A-Z]+)");

  static List<CorpusStatement> all() {
    List<CorpusStatement> statements = new ArrayList<>();
    StringBuilder sql = new StringBuilder();
    Matcher head = HEAD.matcher("");
    boolean open = false;
    for (String line : text().split("\n", -1)) {
      Matcher matcher = HEAD.matcher(line);
      if (!matcher.matches()) {
        sql.append(sql.isEmpty() ? "" : "\n").append(line);
        continue;
      }
      if (open) {
        statements.add(statement(sql.toString(), head));
      }
      sql.setLength(0);
      head = matcher;
      open = true;
    }
    statements.add(statement(sql.toString().stripTrailing(), head));
    return statements;
  }

  private static CorpusStatement statement(String sql, Matcher head) {
    return new CorpusStatement(sql, Kind.valueOf(head.group(1)), Reach.valueOf(head.group(2)));
  }

  private static String text() {
    try (InputStream in =
        Objects.requireNonNull(
            CorpusStatement.class.getResourceAsStream("/corpus/statements.sql"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return kind + " " + reach + ": " + sql;
  }
}
