package dev.meridian.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of SQL in a document. Its first line says where it runs and what is expected of it.
 *
 * @param hidden whether readers do not see it: it makes the trouble that the next block finds
 */
record DocumentBlock(Side side, Purpose purpose, List<String> statements, boolean hidden) {
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?:```|(<!-- ))sql\n-- on (.+?)(?:: (.+?))?\n(.*?)(?:```|-->)", Pattern.DOTALL);

  enum Side {
    THE_PUBLISHER,
    THE_SUBSCRIBER,
    BOTH_SIDES
  }

  enum Purpose {
    RUN(""),
    AWAIT("repeat until it is true"),
    REMEMBER("remember the answer as position"),
    COMPARE("the answers are alike"),
    FIND("a row is trouble");

    private final String words;

    Purpose(String words) {
      this.words = words;
    }

    static Purpose of(String words) {
      return Arrays.stream(values())
          .filter(purpose -> purpose.words.equals(words))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("unknown purpose: " + words));
    }
  }

  static List<DocumentBlock> of(String document) {
    List<DocumentBlock> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(document);
    while (matcher.find()) {
      blocks.add(
          new DocumentBlock(
              Side.valueOf(matcher.group(2).toUpperCase(Locale.ROOT).replace(' ', '_')),
              Purpose.of(matcher.group(3) == null ? "" : matcher.group(3)),
              Arrays.stream(matcher.group(4).split(";\\s*(?:\n|$)"))
                  .map(String::strip)
                  .filter(statement -> !statement.isEmpty())
                  .toList(),
              matcher.group(1) != null));
    }
    return blocks;
  }

  String only() {
    if (statements.size() != 1) {
      throw new IllegalStateException("not one statement: " + statements);
    }
    return statements.get(0);
  }
}
