package dev.meridian.jdbc.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A whole number with its unit, from {@code least} to {@code most}. The unit has no default: a bare
 * number means seconds to one reader and milliseconds to the next.
 */
record DurationRule(Duration least, Duration most) implements SettingRule<Duration> {

  private static final Pattern FORM = Pattern.compile("(-?)([0-9]+)([^0-9]*)");

  private static final Map<String, Duration> UNITS = new LinkedHashMap<>();

  static {
    UNITS.put("ms", Duration.ofMillis(1));
    UNITS.put("s", Duration.ofSeconds(1));
    UNITS.put("m", Duration.ofMinutes(1));
    UNITS.put("h", Duration.ofHours(1));
    UNITS.put("d", Duration.ofDays(1));
  }

  /** More digits than any allowed duration has, and too few to overflow a long. */
  private static final int MOST_DIGITS = 12;

  @Override
  public Duration parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("is not a duration");
    }
    String unitName = form.group(3);
    if (unitName.isEmpty()) {
      throw new IllegalArgumentException("has no unit");
    }
    Duration unit = UNITS.get(unitName);
    if (unit == null) {
      throw new IllegalArgumentException("has an unknown unit '" + unitName + "'");
    }
    String digits = form.group(2).replaceFirst("^0+(?=.)", "");
    boolean negative = !form.group(1).isEmpty() && !digits.equals("0");
    if (negative || digits.length() > MOST_DIGITS) {
      throw outOfRange();
    }
    Duration duration = unit.multipliedBy(Long.parseLong(digits));
    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
      throw outOfRange();
    }
    return duration;
  }

  @Override
  public String describe() {
    return text(least)
        + " to "
        + text(most)
        + ", a whole number with its unit: "
        + String.join(", ", UNITS.keySet());
  }

  /** In the largest unit that divides it. */
  private static String text(Duration duration) {
    String text = duration.toMillis() + "ms";
    for (Map.Entry<String, Duration> unit : UNITS.entrySet()) {
      long size = unit.getValue().toMillis();
      if (!duration.isZero() && duration.toMillis() % size == 0) {
        text = duration.toMillis() / size + unit.getKey();
      }
    }
    return text;
  }

  private static IllegalArgumentException outOfRange() {
    return new IllegalArgumentException("is out of range");
  }
}
