package dev.meridian.jdbc.api;

import java.nio.file.Path;

/** The path of a file, which need not be there yet. */
record PathRule() implements SettingRule<Path> {

  @Override
  public Path parse(String text) {
    // The exception is an IllegalArgumentException, but its message begins in its own way.
    try {
      return Path.of(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is no path: " + e.getMessage(), e);
    }
  }

  @Override
  public String describe() {
    return "the path of a file";
  }
}
