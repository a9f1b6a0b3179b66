package dev.meridian.jdbc.api;

import java.util.List;
import java.util.Locale;

/** One of the words that name a {@link WhenStale}, in lower case. */
record WhenStaleRule() implements SettingRule<WhenStale> {

  private static final List<WhenStale> ALL = List.of(WhenStale.values());

  @Override
  public WhenStale parse(String text) {
    return ALL.stream()
        .filter(choice -> word(choice).equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("is none of the choices"));
  }

  @Override
  public String describe() {
    return "one of " + String.join(", ", choices());
  }

  @Override
  public String[] choices() {
    return ALL.stream().map(WhenStaleRule::word).toArray(String[]::new);
  }

  private static String word(WhenStale choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
