package dev.meridian.jdbc.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A share of a whole in per cent, with its sign: {@code 50%}. */
record ShareRule() implements SettingRule<Integer> {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,3})%");

  @Override
  public Integer parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("is no share in per cent");
    }
    int share = Integer.parseInt(form.group(1));
    if (share < 1 || share > 100) {
      throw new IllegalArgumentException("is out of range");
    }
    return share;
  }

  @Override
  public String describe() {
    return "1% to 100%";
  }
}
