package dev.meridian.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The directory of one world. A small shell outside the JVM waits on a pipe that only the JVM holds
 * open. When it closes, because the world is closed or the JVM is dead, the shell takes the leases
 * of the servers in containers, waits for all servers' own guards ({@link ServerProcess}, {@link
 * ServerContainer}) and removes the directory, with what a killed server left in shared memory.
 */
final class WorldDirectory implements AutoCloseable {
  private static final int REMOVAL_SECONDS = 30;

  private static final String SWEEPER =
      """
      trap '' HUP INT QUIT TERM
      read -r word
      set -- "$0"/*/lease
      if [ -e "$1" ]; then
        rm -f "$@"
        sleep 1
      fi
      tries=0
      while [ $tries -lt 200 ]; do
        set -- "$0"/*/guarded
        [ -e "$1" ] || break
        sleep 0.1
        tries=$((tries + 1))
      done
      for pidfile in "$0"/*/data/postmaster.pid; do
        segment=$(sed -n '7s/.* //p' "$pidfile" 2>/dev/null)
        [ -n "$segment" ] && ipcrm -m "$segment" 2>/dev/null
      done
      rm -rf "$0" || { sleep 1; rm -rf "$0"; }
      """;

  private final Path path;
  private final Process sweeper;

  private WorldDirectory(Path path, Process sweeper) {
    this.path = path;
    this.sweeper = sweeper;
  }

  static WorldDirectory create(Path parent) throws IOException {
    Path path = Files.createTempDirectory(parent, "world-");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    Process sweeper =
        new ProcessBuilder(List.of("sh", "-c", SWEEPER, path.toString()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new WorldDirectory(path, sweeper);
  }

  /**
   * Where all worlds of this user live, and the unpacked binaries: {@code
   * java.io.tmpdir/meridian-testkit-<user>}.
   */
  static Path parent() throws IOException {
    Path parent =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "meridian-testkit-" + System.getProperty("user.name"));
    Files.createDirectories(parent);
    return parent;
  }

  Path node(String region) throws IOException {
    return Files.createDirectories(path.resolve(region));
  }

  /** Returns when the directory is gone. The servers' own pipes must be closed before. */
  @Override
  public void close() throws IOException {
    sweeper.getOutputStream().close();
    try {
      if (!sweeper.waitFor(REMOVAL_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(path + " was not removed within " + REMOVAL_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
