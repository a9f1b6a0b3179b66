package dev.meridian.jdbc.api;

import java.nio.file.Path;

/** Where the list of nodes is: {@code file:PATH}. */
record NodesFileRule() implements SettingRule<String> {

  private static final String FILE = "file:";

  @Override
  public String parse(String text) {
    if (!text.startsWith(FILE) || text.length() == FILE.length()) {
      throw new IllegalArgumentException("names no file");
    }
    Path path = Path.of(text.substring(FILE.length()));
    return FILE + path;
  }

  @Override
  public String describe() {
    return "`file:` and a path";
  }
}
