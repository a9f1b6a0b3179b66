package dev.meridian.jdbc.routing;

/** Tells which calls of {@code set_config} leave nothing behind. Static and stateless. */
final class SettingCalls {
  private SettingCalls() {}

  /** Whether the name at {@code i} is that of a call whose third argument is the word TRUE. */
  static boolean endsWithTransaction(Words words, int i) {
    if (!words.at(i).text().equals("set_config") || !words.isMark(i + 1, "(")) {
      return false;
    }
    int depth = 0;
    int commas = 0;
    for (int at = i + 1; at < words.to; at++) {
      Token token = words.at(at);
      if (token.kind() != Token.Kind.MARK) {
        continue;
      }
      switch (token.text()) {
        case "(", "[" -> depth++;
        case ")", "]" -> depth--;
        case "," -> commas += depth == 1 ? 1 : 0;
        default -> {}
      }
      if (commas == 2) {
        return words.isWord(at + 1, "true") && words.isMark(at + 2, ")");
      }
      if (depth <= 0) {
        return false;
      }
    }
    return false;
  }
}
