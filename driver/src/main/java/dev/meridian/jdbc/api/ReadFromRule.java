package dev.meridian.jdbc.api;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** Region labels in order of preference, separated by commas; the last may be {@code any}. */
record ReadFromRule() implements SettingRule<List<String>> {

  private static final LabelRule LABEL = new LabelRule();

  @Override
  public List<String> parse(String text) {
    List<String> regions = Arrays.stream(text.split(",", -1)).map(LABEL::parse).toList();
    if (new HashSet<>(regions).size() < regions.size()) {
      throw new IllegalArgumentException("names a region twice");
    }
    int any = regions.indexOf(Settings.ANY_REGION);
    if (any >= 0 && any < regions.size() - 1) {
      throw new IllegalArgumentException("has a region behind any, which takes all that are left");
    }
    return regions;
  }

  @Override
  public String describe() {
    return "labels separated by commas in order of preference; the last may be any, for all others";
  }
}
