package dev.meridian.testkit;

/** One thing that is wrong with a subscription, and how it shows. */
public record Finding(Fault fault, String words) {
  @Override
  public String toString() {
    return fault + ": " + words;
  }
}
