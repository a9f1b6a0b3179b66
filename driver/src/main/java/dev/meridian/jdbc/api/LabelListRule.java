package dev.meridian.jdbc.api;

import java.util.Arrays;
import java.util.List;

/** Region labels, separated by commas, one for every host. */
record LabelListRule() implements SettingRule<List<String>> {

  private static final LabelRule LABEL = new LabelRule();

  @Override
  public List<String> parse(String text) {
    return Arrays.stream(text.split(",", -1)).map(LABEL::parse).toList();
  }

  @Override
  public String describe() {
    return "labels separated by commas, one for every host in the order of the hosts";
  }
}
