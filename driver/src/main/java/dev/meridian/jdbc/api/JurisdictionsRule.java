package dev.meridian.jdbc.api;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Jurisdictions, each with its regions: {@code EU:eu-west-1/eu-central-1,US:us-east-1}. */
record JurisdictionsRule() implements SettingRule<Map<String, Set<String>>> {

  private static final LabelRule LABEL = new LabelRule();

  @Override
  public Map<String, Set<String>> parse(String text) {
    Map<String, Set<String>> regions = new LinkedHashMap<>();
    for (String each : text.split(",", -1)) {
      int colon = each.indexOf(':');
      String name = (colon < 0 ? each : each.substring(0, colon)).strip();
      if (name.isEmpty()) {
        throw new IllegalArgumentException("has a jurisdiction without a name");
      }
      if (colon < 0 || each.substring(colon + 1).isBlank()) {
        throw new IllegalArgumentException("has the jurisdiction " + name + " without a region");
      }
      if (regions.put(LABEL.parse(name), regions(name, each.substring(colon + 1))) != null) {
        throw new IllegalArgumentException("has the jurisdiction " + name + " twice");
      }
    }
    return regions;
  }

  private static Set<String> regions(String name, String text) {
    Set<String> labels = new LinkedHashSet<>();
    for (String region : text.split("/", -1)) {
      if (region.isBlank()) {
        throw new IllegalArgumentException("has an empty region in the jurisdiction " + name);
      }
      if (!labels.add(LABEL.parse(region))) {
        throw new IllegalArgumentException(
            "has the region " + region.strip() + " twice in the jurisdiction " + name);
      }
    }
    return labels;
  }

  @Override
  public String describe() {
    return "name:region/region/…, separated by commas";
  }
}
