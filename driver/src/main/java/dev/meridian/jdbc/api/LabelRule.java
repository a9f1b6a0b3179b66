package dev.meridian.jdbc.api;

/** The name of a region: anything without a comma or a control character. */
record LabelRule() implements SettingRule<String> {

  @Override
  public String parse(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("has an empty label");
    }
    if (text.indexOf(',') >= 0) {
      throw new IllegalArgumentException("has a comma, but takes one label");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("has a control character");
    }
    return text.strip();
  }

  @Override
  public String describe() {
    return "one label, such as eu-west-1";
  }
}
