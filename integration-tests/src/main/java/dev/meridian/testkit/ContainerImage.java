package dev.meridian.testkit;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The image of servers in containers.
 *
 * @param name as {@code postgres:18}, or with {@code {version}} in place of the major version
 */
record ContainerImage(String name) implements ServerSource {
  static final String OFFICIAL = "postgres:{version}";

  private static final String VERSION = "{version}";
  private static final String NEWEST = "18";
  private static final Pattern MAJOR = Pattern.compile(".*:(\\d+)[^/]*");

  static ContainerImage ofProperty() {
    return new ContainerImage(System.getProperty(IMAGE, OFFICIAL));
  }

  @Override
  public ServerLauncher launcher(@Nullable String major) throws IOException {
    return ContainerLauncher.create(of(major));
  }

  /** The image of a major version; without one, the image that comes without asking. */
  String of(@Nullable String major) {
    if (!offers(major)) {
      throw new IllegalStateException(
          "the image "
              + name
              + " is not PostgreSQL "
              + major
              + ": name images of any version, such as "
              + IMAGE
              + "="
              + OFFICIAL);
    }
    return name.replace(VERSION, major == null ? NEWEST : major);
  }

  @Override
  public boolean offers(@Nullable String major) {
    Matcher tag = MAJOR.matcher(name);
    return major == null || name.contains(VERSION) || (tag.matches() && major.equals(tag.group(1)));
  }
}
