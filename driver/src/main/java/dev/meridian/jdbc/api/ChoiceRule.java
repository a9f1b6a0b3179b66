package dev.meridian.jdbc.api;

import java.util.List;
import java.util.Locale;

/**
 * One of the words that name a constant, in lower case.
 *
 * @param all the constants
 */
record ChoiceRule<E extends Enum<E>>(List<E> all) implements SettingRule<E> {

  static <E extends Enum<E>> ChoiceRule<E> of(Class<E> kind) {
    return new ChoiceRule<>(List.of(kind.getEnumConstants()));
  }

  @Override
  public E parse(String text) {
    return all.stream()
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
    return all.stream().map(ChoiceRule::word).toArray(String[]::new);
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
