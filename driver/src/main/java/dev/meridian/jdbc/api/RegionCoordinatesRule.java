package dev.meridian.jdbc.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Regions and where they are, in degrees: {@code home-1:52.52/13.40, home-2:-33.9/18.4}. */
record RegionCoordinatesRule() implements SettingRule<Map<String, Coordinates>> {

  private static final String DEGREES = "(-?[0-9]{1,3}(?:\\.[0-9]{1,9})?)";
  private static final Pattern FORM = Pattern.compile("(.+):" + DEGREES + "/" + DEGREES);
  private static final LabelRule LABEL = new LabelRule();

  @Override
  public Map<String, Coordinates> parse(String text) {
    Map<String, Coordinates> places = new LinkedHashMap<>();
    for (String each : text.split(",", -1)) {
      Matcher form = FORM.matcher(each.strip());
      if (!form.matches()) {
        throw new IllegalArgumentException("has '" + each.strip() + "'");
      }
      Coordinates place =
          new Coordinates(Double.parseDouble(form.group(2)), Double.parseDouble(form.group(3)));
      if (places.put(LABEL.parse(form.group(1)), place) != null) {
        throw new IllegalArgumentException("has the region " + form.group(1).strip() + " twice");
      }
    }
    return places;
  }

  @Override
  public String describe() {
    return "region:latitude/longitude in degrees north and east, separated by commas, such as"
        + " home-1:52.52/13.40";
  }
}
