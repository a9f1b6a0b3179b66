package dev.meridian.jdbc.api;

import java.util.List;
import java.util.Locale;

/** One of the words that name a {@link Consistency}, in lower case. */
record ConsistencyRule() implements SettingRule<Consistency> {

  private static final List<Consistency> ALL = List.of(Consistency.values());

  @Override
  public Consistency parse(String text) {
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
    return ALL.stream().map(ConsistencyRule::word).toArray(String[]::new);
  }

  private static String word(Consistency choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
