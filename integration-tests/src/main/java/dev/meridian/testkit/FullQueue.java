package dev.meridian.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A listening socket whose queue of accepted connections is full of our own, so that the kernel
 * drops every further SYN and a connect meets silence. Nothing may accept from the socket
 * meanwhile. Needs no privilege; once the queue is drained, the next SYN that a waiting client
 * repeats (after 1, 3, 7 s on Linux) is answered.
 */
final class FullQueue implements AutoCloseable {
  static final int BACKLOG = 64;

  /** Loopback answers in microseconds. */
  private static final int SILENCE_MILLIS = 100;

  // The acceptor may hold one from before; then nothing is to be waited for.
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final List<Socket> fillers = new ArrayList<>();
  private final Set<Integer> ports = new HashSet<>();

  private FullQueue() {}

  /**
   * Fills the queue.
   *
   * @param acceptorHoldsOne whether the thread that accepts has taken a connection and waits with
   *     it: before that it would make a place again
   */
  static FullQueue of(ServerSocket listener, BooleanSupplier acceptorHoldsOne) throws IOException {
    FullQueue queue = new FullQueue();
    InetSocketAddress address = (InetSocketAddress) listener.getLocalSocketAddress();
    queue.fillUp(address);
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!acceptorHoldsOne.getAsBoolean() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    queue.fillUp(address);
    return queue;
  }

  private void fillUp(InetSocketAddress address) throws IOException {
    // The kernel takes a few more than the backlog, and another client may take a place.
    for (int filler = 0; filler < 4 * BACKLOG; filler++) {
      if (!fill(address)) {
        return;
      }
    }
    close();
    throw new IOException("the queue of " + address + " never filled up");
  }

  /** Answers once for each filler: its port may later be a real client's. */
  boolean filledBy(Socket accepted) {
    return ports.remove(accepted.getPort());
  }

  @Override
  public void close() {
    fillers.forEach(filler -> RelayedConnection.close(filler, true));
    fillers.clear();
  }

  private boolean fill(InetSocketAddress address) throws IOException {
    Socket filler = new Socket();
    try {
      filler.connect(address, SILENCE_MILLIS);
    } catch (SocketTimeoutException full) {
      filler.close();
      return false;
    }
    fillers.add(filler);
    ports.add(filler.getLocalPort());
    return true;
  }
}
