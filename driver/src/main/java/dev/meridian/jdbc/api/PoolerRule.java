package dev.meridian.jdbc.api;

import java.util.List;
import java.util.Locale;

/** One of the words that name a {@link Pooler}, in lower case. */
record PoolerRule() implements SettingRule<Pooler> {

  private static final List<Pooler> ALL = List.of(Pooler.values());

  @Override
  public Pooler parse(String text) {
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
    return ALL.stream().map(PoolerRule::word).toArray(String[]::new);
  }

  private static String word(Pooler choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
