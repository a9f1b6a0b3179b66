package dev.meridian.jdbc.routing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Lists of names in a resource beside this class: {@code [section]} lines, names between blanks,
 * {@code # comments}. Static and stateless.
 */
final class NameSections {
  private NameSections() {}

  /** The names of every section, by its title. */
  static Map<String, Set<String>> read(String resource) {
    Map<String, Set<String>> sections = new LinkedHashMap<>();
    Set<String> section = new HashSet<>();
    try (InputStream in = NameSections.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("resource " + resource + " is missing from the jar");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("[")) {
          section = new HashSet<>();
          sections.put(line.substring(1, line.indexOf(']')), section);
        } else if (!line.startsWith("# ") && !line.isBlank()) {
          section.addAll(Set.of(line.trim().split(" +")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sections;
  }
}
