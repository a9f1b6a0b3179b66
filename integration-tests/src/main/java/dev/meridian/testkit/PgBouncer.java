package dev.meridian.testkit;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PgBouncer in transaction mode in front of one node, on a port of its own of 127.0.0.1. It lends
 * few server sessions, so that clients meet each other's. A shell that reads from a pipe of this
 * JVM ends it with the JVM.
 *
 * <p>This class is threadsafe.
 */
public final class PgBouncer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(10);
  private static final int EXIT_SECONDS = 10;
  private static final String GUARDED =
      """
      exec 3<&0
      "$@" </dev/null 3<&- & child=$!
      read -r word <&3
      kill -TERM $child
      wait $child
      """;

  private static final String CONFIGURATION =
      """
      [databases]
      * = host=127.0.0.1 port=%d
      [pgbouncer]
      listen_addr = 127.0.0.1
      listen_port = %d
      unix_socket_dir =
      auth_type = scram-sha-256
      auth_file = %s
      pool_mode = transaction
      default_pool_size = %d
      max_client_conn = 500
      ignore_startup_parameters = extra_float_digits
      """;

  private final Path directory;
  private final int port;
  private final int sessions;
  private final Process process;

  private PgBouncer(Path directory, int port, int sessions, Process process) {
    this.directory = directory;
    this.port = port;
    this.sessions = sessions;
    this.process = process;
  }

  /** The program, if it is installed on this machine. */
  public static Optional<Path> program() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(Stream.of(path.split(":", -1)), Stream.of("/usr/sbin", "/usr/local/sbin"))
        .map(place -> Path.of(place, "pgbouncer"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts one in front of a node, and returns when it answers.
   *
   * @param sessions how many server sessions it opens at most
   */
  public static PgBouncer before(RegionNode node, MultiRegionPostgres world, int sessions) {
    try {
      Path directory = Files.createTempDirectory("meridian-pgbouncer-");
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      int port = LoopbackPorts.next();
      Files.writeString(directory.resolve("users"), users(world));
      Path log = directory.resolve("log");
      Path configuration = configure(directory, node, port, sessions);
      ServerAccount account = ServerAccount.ofThisJvm(configuration);
      account.own(directory);
      List<String> words = new ArrayList<>(List.of("sh", "-c", GUARDED, "sh"));
      words.addAll(
          account.command(List.of(program().orElseThrow().toString(), configuration.toString())));
      Process process =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
      PgBouncer started = new PgBouncer(directory, port, sessions, process);
      started.awaitAnswer(log);
      return started;
    } catch (IOException | SQLException e) {
      throw new WorldException("PgBouncer does not start in front of " + node, e);
    }
  }

  private static Path configure(Path directory, RegionNode node, int port, int sessions)
      throws IOException {
    return Files.writeString(
        directory.resolve("pgbouncer.ini"),
        CONFIGURATION.formatted(node.port(), port, directory.resolve("users"), sessions));
  }

  /**
   * Leads to another node soon: connections stay, and each is lent a session there for its next
   * transaction.
   */
  public void turnTo(RegionNode node) {
    try {
      configure(directory, node, port, sessions);
      for (ProcessHandle each : process.descendants().toList()) {
        new ProcessBuilder("kill", "-HUP", Long.toString(each.pid())).start().waitFor();
      }
    } catch (IOException e) {
      throw new WorldException("PgBouncer does not turn to " + node, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String users(MultiRegionPostgres world) {
    return "\"%s\" \"%s\"%n\"%s\" \"%s\"%n"
        .formatted(world.user(), world.password(), World.SUPERUSER, World.SUPERUSER_PASSWORD);
  }

  private void awaitAnswer(Path log) throws SQLException {
    Await.until(this::isListening, START, () -> "no answer on port " + port + ": " + text(log));
  }

  private static String text(Path log) {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "no log, " + e;
    }
  }

  private boolean isListening() {
    try (Socket socket = new Socket(LoopbackPorts.LOOPBACK, port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Its port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Ends it and all connections through it, and removes its files. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Trees.delete(directory);
    } catch (IOException e) {
      throw new WorldException("PgBouncer does not end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
