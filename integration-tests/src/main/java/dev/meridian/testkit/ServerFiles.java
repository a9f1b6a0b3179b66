package dev.meridian.testkit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * What a server leaves in its node's directory, and what can be seen of it there.
 *
 * @param directory the node's, in the world's
 */
record ServerFiles(Path directory) {
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final int LOG_LINES_SHOWN = 15;

  /** PostgreSQL's own files. */
  Path data() {
    return directory.resolve("data");
  }

  /** The postgresql.conf of a server whose image makes {@link #data()}. */
  Path settings() {
    return directory.resolve("postgresql.conf");
  }

  /** What the server and the programs round it say. */
  Path log() {
    return directory.resolve("postgres.log");
  }

  /**
   * There while a guard has something to do or to wait for; the world's directory is not removed
   * before.
   */
  Path guarded() {
    return directory.resolve("guarded");
  }

  /** A server in a container ends when this does. */
  Path lease() {
    return directory.resolve("lease");
  }

  /** The pid file of a run that was killed would look ready. */
  void forgetLastRun() throws IOException {
    Files.deleteIfExists(pidFile());
  }

  /** Waits until the server accepts connections on the port. */
  void awaitReady(int port, BooleanSupplier alive) throws IOException {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (!isReady(port)) {
      if (!alive.getAsBoolean()) {
        throw new IOException("the server on port " + port + " ended at once:\n" + lastLines());
      }
      if (System.nanoTime() - deadline > 0) {
        throw new IOException(
            "the server on port "
                + port
                + " is not ready after "
                + READY_WITHIN
                + ":\n"
                + lastLines());
      }
      pause();
    }
  }

  String lastLines() {
    try (Stream<String> lines = Files.lines(log())) {
      List<String> all = lines.toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - LOG_LINES_SHOWN), all.size()));
    } catch (IOException | UncheckedIOException unreadable) {
      return "(no log: " + unreadable.getMessage() + ")";
    }
  }

  static void pause() throws InterruptedIOException {
    try {
      TimeUnit.MILLISECONDS.sleep(10);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while waiting for a server");
  }

  /**
   * The eighth line of the pid file is the state of the postmaster. The fourth is its port: an
   * image may run a server on another one first, while it makes the files, and that one's pid file
   * goes at any moment.
   */
  private boolean isReady(int port) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(pidFile());
    } catch (NoSuchFileException notYetOrGone) {
      return false;
    }
    return lines.size() >= 8
        && lines.get(3).strip().equals(Integer.toString(port))
        && lines.get(7).strip().equals("ready");
  }

  private Path pidFile() {
    return data().resolve("postmaster.pid");
  }
}
