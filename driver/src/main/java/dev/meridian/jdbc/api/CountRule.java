package dev.meridian.jdbc.api;

import java.util.regex.Pattern;

/** A whole number from {@code least}, which is not negative, to {@code most}. */
record CountRule(int least, int most) implements SettingRule<Integer> {

  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]+");

  /** Too few digits to overflow an int. */
  private static final int MOST_DIGITS = 9;

  @Override
  public Integer parse(String text) {
    if (!WHOLE_NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException("is not a whole number");
    }
    String digits = text.replaceFirst("^(-?)0+(?=.)", "$1");
    if (digits.length() > MOST_DIGITS) {
      throw outOfRange();
    }
    int count = Integer.parseInt(digits);
    if (count < least || count > most) {
      throw outOfRange();
    }
    return count;
  }

  @Override
  public String describe() {
    return least + " to " + most + ", a whole number";
  }

  private static IllegalArgumentException outOfRange() {
    return new IllegalArgumentException("is out of range");
  }
}
