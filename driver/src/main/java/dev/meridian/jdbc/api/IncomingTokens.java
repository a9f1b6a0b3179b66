package dev.meridian.jdbc.api;

import java.util.List;
import java.util.stream.Stream;

/**
 * The tokens of one text that came in from outside, one a system; nothing of them is trusted.
 * Immutable.
 *
 * @param texts at most {@value #MAX}
 * @param nanos {@link System#nanoTime} when they came in
 * @param tooMany whether there were more, of which only the time is kept
 */
public record IncomingTokens(List<String> texts, long nanos, boolean tooMany) {

  static final int MAX = 16;

  private static final String SEPARATOR = ".";
  private static final String NONSENSE = "?";
  // A text that is longer has never been a token.
  private static final int MAX_LENGTH = 2_000;

  /** Copies the list. */
  public IncomingTokens {
    texts = List.copyOf(texts);
  }

  /** Cuts a text. */
  public static IncomingTokens of(String text) {
    long now = System.nanoTime();
    if (text.length() > MAX_LENGTH) {
      // Nothing of it is kept, but that something came.
      return new IncomingTokens(List.of(NONSENSE), now, false);
    }
    List<String> parts =
        Stream.of(text.split("\\" + SEPARATOR, MAX + 2)).filter(part -> !part.isEmpty()).toList();
    return parts.size() > MAX
        ? new IncomingTokens(List.of(), now, true)
        : new IncomingTokens(parts, now, false);
  }

  /** What stands for all that there was until now. */
  static IncomingTokens everything() {
    return new IncomingTokens(List.of(), System.nanoTime(), true);
  }

  /** Adds to what came in before, whose number stays bounded. */
  static void add(List<IncomingTokens> before, IncomingTokens more) {
    if (before.size() < MAX) {
      before.add(more);
    } else {
      before.set(MAX - 1, new IncomingTokens(List.of(), more.nanos, true));
    }
  }

  boolean isEmpty() {
    return texts.isEmpty() && !tooMany;
  }

  static String join(List<String> tokens) {
    return String.join(SEPARATOR, tokens);
  }
}
