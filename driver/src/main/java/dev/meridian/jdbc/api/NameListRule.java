package dev.meridian.jdbc.api;

import java.util.Set;

/**
 * Names of tables or functions as SQL writes them, separated by commas: {@code stock, shop.balance,
 * "Odd, Name"}. As in SQL, a name without quotes is folded to lower case (ASCII letters alone, as
 * the server does in a multi-byte encoding) and a quote inside quotes is doubled.
 *
 * <p>The result holds {@code name} or {@code schema.name} without quotes. A dot inside quotes is
 * not told from one between two names: such an entry can match one name too many, which sends a
 * table home once too often.
 */
record NameListRule(String kind) implements SettingRule<Set<String>> {

  @Override
  public Set<String> parse(String text) {
    return new NameListReader(text).names();
  }

  @Override
  public String describe() {
    return kind
        + "s separated by commas, each as name or schema.name, quoted as in SQL where needed";
  }
}
