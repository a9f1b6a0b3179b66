package dev.meridian.jdbc.routing;

/** A text whose tokens cannot be told for certain; the message names the rule, never the text. */
final class UnreadableText extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableText(String rule) {
    super(rule, null, false, false);
  }
}
