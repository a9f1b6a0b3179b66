package dev.meridian.testkit;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;

/**
 * One run of one server in a container of its own, on the host's network. The container's first
 * process is a shell that runs the image's entry point and stops the server at once (SIGQUIT, later
 * SIGKILL) when the lease in the node's directory is gone: the JVM takes it away, or, when the JVM
 * is dead, the world's sweeper. The engine removes the container as soon as it ends.
 */
final class ServerContainer implements RunningServer {
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(30);

  private static final String GUARDED_SERVER =
      """
      [ -e "$0/lease" ] || exit 1
      exec >> "$0/postgres.log" 2>&1
      "$@" &
      server=$!
      trap 'kill -INT $server' INT TERM
      (
        while [ -e "$0/lease" ]; do sleep 0.1; done
        : > "$0/guarded"
        kill -CONT $server; kill -QUIT $server
        sleep 8
        kill -KILL $server
      ) &
      while kill -0 $server 2>/dev/null; do wait $server; done
      rm -f "$0/guarded"
      """;

  private final ServerFiles files;
  private final DockerClient engine;
  private final String id;

  private ServerContainer(ServerFiles files, DockerClient engine, String id) {
    this.files = files;
    this.engine = engine;
    this.id = id;
  }

  /** Starts a server, which makes its files if there are none, and waits until it is ready. */
  static ServerContainer start(ServerFiles files, String image, int port) throws IOException {
    files.forgetLastRun();
    Files.writeString(files.lease(), "");
    PostgresContainer container = new PostgresContainer(image, GUARDED_SERVER, files, port);
    try {
      container.start();
    } catch (RuntimeException e) {
      Files.deleteIfExists(files.lease());
      throw new IOException("no container of " + image + " starts:\n" + files.lastLines(), e);
    }
    ServerContainer server =
        new ServerContainer(files, container.getDockerClient(), container.getContainerId());
    try {
      files.awaitReady(port, server::isAlive);
    } catch (IOException e) {
      Files.deleteIfExists(files.lease());
      throw e;
    }
    return server;
  }

  @Override
  public boolean isAlive() {
    try {
      return Boolean.TRUE.equals(engine.inspectContainerCmd(id).exec().getState().getRunning());
    } catch (NotFoundException removed) {
      return false;
    }
  }

  /** Not every engine can: the freezer of control groups may be out of its reach. */
  @Override
  public void freeze() {
    throw new UnsupportedOperationException("servers in containers are not frozen");
  }

  @Override
  public void thaw() {}

  @Override
  public void stop() throws IOException {
    signal("INT");
    awaitEnd();
    Files.deleteIfExists(files.lease());
  }

  @Override
  public void kill() throws IOException {
    signal("KILL");
    awaitEnd();
    Files.deleteIfExists(files.lease());
  }

  @Override
  public void abandon() throws IOException {
    Files.deleteIfExists(files.lease());
    awaitEnd();
  }

  /** To the container's first process: SIGKILL takes all of the container with it. */
  private void signal(String name) {
    try {
      engine.killContainerCmd(id).withSignal(name).exec();
    } catch (NotFoundException | ConflictException endedMeanwhile) {
      // Which is what was wanted.
    }
  }

  private void awaitEnd() throws IOException {
    long deadline = System.nanoTime() + ENDS_WITHIN.toNanos();
    while (isAlive()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IOException(
            "container " + id + " still runs after " + ENDS_WITHIN + ":\n" + files.lastLines());
      }
      ServerFiles.pause();
    }
  }
}
