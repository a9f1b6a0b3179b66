package dev.meridian.jdbc.geo;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The file of {@code geoipDatabase}, opened again whenever it has changed.
 *
 * <ol>
 *   <li>Whoever asks gets what is open; if the last look at the file was 5 s ago, a thread of its
 *       own looks at it and then ends.
 *   <li>A file of another size, time of change or identity is opened. Until that is done, and if it
 *       can not be done, what was open before stays.
 *   <li>Each change is told once in the log.
 * </ol>
 *
 * Threadsafe.
 */
final class DatabaseFile {

  /** Opens a file. */
  @FunctionalInterface
  interface Opener {
    GeoDatabase open(Path path) throws BrokenDatabase;
  }

  /**
   * What tells one state of the file from another.
   *
   * @param size in bytes
   * @param identity of the file behind the name, or null where there is no such thing
   */
  private record Stamp(long size, FileTime changed, @Nullable Object identity) {
    static final Stamp ABSENT = new Stamp(-1, FileTime.fromMillis(0), null);

    static Stamp of(Path path) {
      try {
        BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
        return new Stamp(file.size(), file.lastModifiedTime(), file.fileKey());
      } catch (IOException | RuntimeException e) {
        return ABSENT;
      }
    }
  }

  private static final System.Logger LOG = System.getLogger(DatabaseFile.class.getName());
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Path path;
  private final Opener opener;
  private final Consumer<GeoDatabase> whenOpened;
  private final AtomicBoolean looking = new AtomicBoolean();
  // Written by whoever has set looking.
  private @Nullable Stamp stamp;
  private volatile boolean open;
  private volatile long lookedNanos;

  /**
   * Prepares.
   *
   * @param whenOpened told of each database, on the thread that opened it
   */
  DatabaseFile(Path path, Opener opener, Consumer<GeoDatabase> whenOpened) {
    this.path = path;
    this.opener = opener;
    this.whenOpened = whenOpened;
    this.lookedNanos = System.nanoTime();
  }

  /** Sees to it that the file is looked at now and then; takes no time for that. */
  void refresh() {
    if (System.nanoTime() - lookedNanos >= INTERVAL_NANOS && looking.compareAndSet(false, true)) {
      lookedNanos = System.nanoTime();
      Thread thread = new Thread(this::lookAndRelease, "meridian-geoip");
      thread.setDaemon(true);
      try {
        thread.start();
      } catch (OutOfMemoryError e) {
        // No more threads are to be had. Whoever asks is not to suffer for that: next time.
        looking.set(false);
      }
    }
  }

  /** Looks at the file now, unless somebody else does. */
  void look() {
    if (looking.compareAndSet(false, true)) {
      lookAndRelease();
    }
  }

  private void lookAndRelease() {
    try {
      Stamp now = Stamp.of(path);
      if (!now.equals(stamp)) {
        stamp = now;
        reopen();
      }
    } finally {
      lookedNanos = System.nanoTime();
      looking.set(false);
    }
  }

  private void reopen() {
    try {
      GeoDatabase database = opener.open(path);
      whenOpened.accept(database);
      open = true;
      LOG.log(Level.INFO, "geoipDatabase={0}: {1}", path, database.describe());
    } catch (BrokenDatabase e) {
      LOG.log(
          Level.WARNING,
          "geoipDatabase={0} can not be used: {1}; {2}",
          path,
          e.getMessage(),
          open ? "the one before stays" : "regions are not found by it");
    }
  }
}
