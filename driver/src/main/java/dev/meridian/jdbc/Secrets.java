package dev.meridian.jdbc;

import java.util.Locale;
import java.util.Set;
import org.postgresql.PGProperty;

/** Which of pgjdbc's properties hold, or may hold, a secret. */
final class Secrets {

  private static final Set<String> NAMES =
      Set.of(
          PGProperty.PASSWORD.getName(),
          PGProperty.SSL_PASSWORD.getName(),
          PGProperty.SSL_FACTORY_ARG.getName(),
          PGProperty.SOCKET_FACTORY_ARG.getName(),
          PGProperty.CONNECT_EXECUTOR_ARG.getName());

  private Secrets() {}

  static boolean isSecret(String property) {
    return NAMES.contains(property);
  }

  /**
   * Whether {@code text}, a part of {@code url}, could hold a password that stands where none
   * belongs: {@code //user:secret@host/} or {@code //host;password=secret}.
   */
  static boolean mayHold(String url, String text) {
    return url.indexOf('@') >= 0 || namesPassword(text);
  }

  /** Whether a password may follow in {@code text}. */
  static boolean namesPassword(String text) {
    return text.toLowerCase(Locale.ROOT).contains("password");
  }
}
