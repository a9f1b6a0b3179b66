package dev.meridian.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Copies and deletes directories whose files may come and go meanwhile, as those of a running
 * server do.
 */
final class Trees {
  private Trees() {}

  /** Copies what the filter lets through, given as a path relative to {@code from}. */
  static void copy(Path from, Path to, Predicate<Path> filter) throws IOException {
    for (Path source : walk(from)) {
      Path relative = from.relativize(source);
      if (!filter.test(relative)) {
        continue;
      }
      Path target = to.resolve(relative.toString());
      try {
        if (Files.isDirectory(source)) {
          Files.createDirectories(target);
        } else {
          Files.copy(
              source,
              target,
              StandardCopyOption.REPLACE_EXISTING,
              StandardCopyOption.COPY_ATTRIBUTES);
        }
      } catch (NoSuchFileException removedMeanwhile) {
        // A running server removes files; WAL replay knows about it.
      }
    }
  }

  static void delete(Path root) throws IOException {
    List<Path> paths = walk(root);
    paths.sort(Comparator.reverseOrder());
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }

  private static List<Path> walk(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return new ArrayList<>(paths.toList());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
