package dev.meridian.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Free ports of 127.0.0.1, below the range from which the kernel takes ports for outgoing
 * connections: a port that is closed for a while (a stopped server, a link that refuses) is still
 * there when it is wanted back.
 *
 * <p>No port is given out twice on this machine while the JVM that has it lives, whoever else runs
 * a world: byte N of a file that all of one user's JVMs share is locked for port N, and the kernel
 * drops the lock with the JVM.
 */
final class LoopbackPorts {
  static final InetAddress LOOPBACK = ipv4Loopback();

  private static final int LOWEST = 10_240;
  private static final int HIGHEST = 32_000;
  private static final int ATTEMPTS = 1_000;
  private static final Duration INHERITED = Duration.ofSeconds(5);

  /** Never closed: that would drop every lock of this JVM. */
  private static final FileChannel RESERVATIONS = openReservations();

  private LoopbackPorts() {}

  static int next() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (reserve(port) && isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "no free port on 127.0.0.1 between " + LOWEST + " and " + HIGHEST);
  }

  static InetSocketAddress address(int port) {
    return new InetSocketAddress(LOOPBACK, port);
  }

  /**
   * Listens on a port that {@link #next()} gave out. A process that another thread of this JVM
   * starts holds copies of all its sockets for the moment until it runs its own program; a port
   * that was closed in that moment is free when the moment is over.
   */
  static ServerSocket listen(int port, int backlog) throws IOException {
    long giveUp = System.nanoTime() + INHERITED.toNanos();
    while (true) {
      ServerSocket listener = new ServerSocket();
      try {
        listener.setReuseAddress(true);
        listener.bind(address(port), backlog);
        return listener;
      } catch (BindException inherited) {
        listener.close();
        if (System.nanoTime() > giveUp) {
          throw inherited;
        }
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      }
    }
  }

  private static boolean reserve(int port) {
    try {
      return RESERVATIONS.tryLock(port, 1, false) != null;
    } catch (OverlappingFileLockException ours) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port + " cannot be reserved", e);
    }
  }

  /**
   * Binds without listening: a listening socket would be inherited by a process that another thread
   * starts just then, and keep the port from its owner until that process has let go of it.
   */
  private static boolean isFree(int port) {
    try (Socket probe = new Socket()) {
      probe.setReuseAddress(true);
      probe.bind(address(port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private static FileChannel openReservations() {
    Path file =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "meridian-testkit-ports-" + System.getProperty("user.name"));
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be opened", e);
    }
  }

  private static InetAddress ipv4Loopback() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
