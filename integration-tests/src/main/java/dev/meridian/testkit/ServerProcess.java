package dev.meridian.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * One run of one postmaster. The shell that starts it leaves a guard behind, outside the JVM, which
 * reads from a pipe that only the JVM holds open. A word on the pipe sends the guard home; its end
 * without a word, because the world is closed or the JVM died, makes it stop the server at once
 * (SIGQUIT, later SIGKILL).
 */
final class ServerProcess implements RunningServer {
  private static final int EXIT_SECONDS = 30;

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
  private final ServerFiles files;

  private ServerProcess(Process process, ServerFiles files) {
    this.process = process;
    this.files = files;
  }

  /** Starts the server and waits until it accepts connections. */
  static ServerProcess start(
      ServerFiles files, ServerAccount account, PostgresBinaries binaries, int port)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("sh", "-c", START, files.guarded().toString()));
    words.addAll(
        account.command(
            List.of(
                binaries.program("postgres"),
                "-D",
                files.data().toString(),
                "-c",
                "port=" + port)));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(files.log().toFile()));
    builder.environment().putAll(Command.ENVIRONMENT);
    files.forgetLastRun();
    ServerProcess server = new ServerProcess(builder.start(), files);
    var unused = server.process.onExit().thenRun(server::dismissGuard);
    files.awaitReady(port, server::isAlive);
    return server;
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void freeze() throws IOException {
    signalAll("STOP");
  }

  @Override
  public void thaw() throws IOException {
    signalAll("CONT");
  }

  /** The postmaster first, so that it starts nothing meanwhile. */
  private void signalAll(String name) throws IOException {
    Command.run(List.of("sh", "-c", "kill -" + name + " " + process.pid()));
    String children =
        process
            .descendants()
            .map(child -> Long.toString(child.pid()))
            .collect(Collectors.joining(" "));
    Command.run(List.of("sh", "-c", "kill -" + name + " " + children));
  }

  @Override
  public void stop() throws IOException {
    Command.run(List.of("sh", "-c", "kill -INT " + process.pid()));
    awaitExit();
  }

  @Override
  public void kill() throws IOException {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    awaitExit();
    // One that was forked in between sees that its postmaster is gone, and ends by itself.
    for (ProcessHandle child : children) {
      child.onExit().orTimeout(EXIT_SECONDS, TimeUnit.SECONDS).join();
    }
  }

  @Override
  public void abandon() throws IOException {
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

  private void awaitExit() throws IOException {
    try {
      if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(
            "the server "
                + process.pid()
                + " still runs after "
                + EXIT_SECONDS
                + " s:\n"
                + files.lastLines());
      }
    } catch (InterruptedException e) {
      throw ServerFiles.interrupted();
    }
  }
}
