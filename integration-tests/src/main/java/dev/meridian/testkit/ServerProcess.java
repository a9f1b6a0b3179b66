package dev.meridian.testkit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One run of one postmaster. The shell that starts it leaves a guard behind, outside the JVM, which
 * reads from a pipe that only the JVM holds open. A word on the pipe sends the guard home; its end
 * without a word, because the world is closed or the JVM died, makes it stop the server at once
 * (SIGQUIT, later SIGKILL).
 */
final class ServerProcess {
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final int EXIT_SECONDS = 30;
  private static final int LOG_LINES_SHOWN = 15;

  private static final String START =
      """
      guarded=$0
      : > "$guarded"
      exec 3<&0 </dev/null
      ( (
        trap '' HUP INT QUIT TERM
        if ! read -r word <&3; then
          kill -CONT $$; kill -QUIT $$
          tries=0
          while kill -0 $$ && [ $tries -lt 80 ]; do sleep 0.1; tries=$((tries + 1)); done
          kill -KILL $$
        fi
        rm -f "$guarded"
      ) >/dev/null 2>&1 & )
      exec 3<&-
      exec "$@"
      """;

  private final Process process;
  private final Path directory;

  private ServerProcess(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
  }

  /** Starts the server in {@code directory/data} and waits until it accepts connections. */
  static ServerProcess start(
      Path directory, ServerAccount account, PostgresBinaries binaries, int port)
      throws IOException {
    List<String> words =
        new ArrayList<>(List.of("sh", "-c", START, directory.resolve("guarded").toString()));
    words.addAll(
        account.command(
            List.of(
                binaries.program("postgres"),
                "-D",
                directory.resolve("data").toString(),
                "-c",
                "port=" + port)));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(directory).toFile()));
    builder.environment().putAll(Command.ENVIRONMENT);
    // The pid file of a run that was killed would look ready.
    Files.deleteIfExists(pidFile(directory));
    ServerProcess server = new ServerProcess(builder.start(), directory);
    var unused = server.process.onExit().thenRun(server::dismissGuard);
    server.awaitReady(port);
    return server;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Fast shutdown: sessions are ended, everything is written. */
  void stop() throws IOException {
    Command.run(List.of("sh", "-c", "kill -INT " + process.pid()));
    awaitExit();
  }

  /** SIGKILL to the postmaster and then to all its children, as if the machine had lost them. */
  void kill() throws IOException {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    awaitExit();
    // One that was forked in between sees that its postmaster is gone, and ends by itself.
    for (ProcessHandle child : children) {
      child.onExit().orTimeout(EXIT_SECONDS, TimeUnit.SECONDS).join();
    }
  }

  /**
   * Leaves the server to its guard, as the death of the JVM would; returns when the server is gone.
   */
  void abandon() throws IOException {
    process.getOutputStream().close();
    awaitExit();
  }

  private void dismissGuard() {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().close();
    } catch (IOException guardGone) {
      // It had nothing left to guard.
    }
  }

  private void awaitReady(int port) throws IOException {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (!isReady()) {
      if (!process.isAlive()) {
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

  /** The eighth line of the pid file is the state of the postmaster. */
  private boolean isReady() throws IOException {
    Path pidFile = pidFile(directory);
    if (!Files.exists(pidFile)) {
      return false;
    }
    List<String> lines = Files.readAllLines(pidFile);
    return lines.size() >= 8 && lines.get(7).strip().equals("ready");
  }

  private void awaitExit() throws IOException {
    try {
      if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(
            "the server "
                + process.pid()
                + " still runs after "
                + EXIT_SECONDS
                + " s:\n"
                + lastLines());
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(10);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private String lastLines() {
    try (Stream<String> lines = Files.lines(log(directory))) {
      List<String> all = lines.toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - LOG_LINES_SHOWN), all.size()));
    } catch (IOException | UncheckedIOException unreadable) {
      return "(no log: " + unreadable.getMessage() + ")";
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while waiting for a server");
  }

  private static Path log(Path directory) {
    return directory.resolve("postgres.log");
  }

  private static Path pidFile(Path directory) {
    return directory.resolve("data").resolve("postmaster.pid");
  }
}
