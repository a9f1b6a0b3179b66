package dev.meridian.jdbc.api;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hosts, each with the timeline for which it is trusted: {@code db-ap:5432@3, db-au:5432@3}. */
record TrustRule() implements SettingRule<Map<String, Integer>> {

  // Too few digits to overflow an int.
  private static final Pattern FORM = Pattern.compile("(.+:[0-9]+)@([1-9][0-9]{0,8})");

  @Override
  public Map<String, Integer> parse(String text) {
    Map<String, Integer> trusted = new LinkedHashMap<>();
    for (String each : text.split(",", -1)) {
      Matcher form = FORM.matcher(each.strip());
      if (!form.matches()) {
        throw new IllegalArgumentException("has '" + each.strip() + "'");
      }
      trusted.merge(
          form.group(1).toLowerCase(Locale.ROOT), Integer.valueOf(form.group(2)), Math::max);
    }
    return trusted;
  }

  @Override
  public String describe() {
    return "host:port@timeline, separated by commas";
  }
}
