package dev.meridian.jdbc.geo;

/** What the names of regions look like, as regular expressions without groups. */
final class RegionForm {

  /** As in {@code us-gov-west-1}. */
  static final String AWS = "[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2}";

  /** As in {@code europe-west10}. */
  static final String GOOGLE = "[a-z]+-[a-z]+[0-9]{1,2}";

  /** As in {@code eastus2}. */
  static final String AZURE = "[a-z]+[0-9]?";

  private RegionForm() {}
}
