package dev.meridian.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The listening end of a link: it answers connects, refuses them, or leaves them unanswered.
 *
 * <p>This class is threadsafe.
 */
final class LinkPort implements AutoCloseable {
  enum Mode {
    ANSWER,
    /** The port is closed: the kernel answers a connect with RST. */
    REFUSE,
    /** The queue of the port is full: the kernel drops every SYN. */
    IGNORE
  }

  private final int port;
  private final Consumer<Socket> accepted;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Held by the accept loop inside accept() alone. */
  private final ReentrantLock accepting = new ReentrantLock();

  /** How many connections the accept loop has taken. */
  private final LongAdder taken = new LongAdder();

  /** The fields below are guarded by {@link #lock}. */
  private Mode mode = Mode.REFUSE;

  private @Nullable ServerSocket listener;
  private @Nullable FullQueue fullQueue;

  LinkPort(int port, Consumer<Socket> accepted) {
    this.port = port;
    this.accepted = accepted;
  }

  void mode(Mode wanted) {
    lock.lock();
    try {
      if (mode == wanted) {
        return;
      }
      mode = wanted;
      if (wanted == Mode.REFUSE) {
        closeListener();
        emptyQueue();
      } else {
        ServerSocket open = openListener();
        if (wanted == Mode.IGNORE) {
          long before = taken.sum();
          fullQueue = FullQueue.of(open, () -> taken.sum() > before);
        } else {
          emptyQueue();
        }
      }
      changed.signalAll();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "link port " + port + " cannot change to " + wanted + ": " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    mode(Mode.REFUSE);
  }

  private ServerSocket openListener() throws IOException {
    ServerSocket open = listener;
    if (open == null) {
      open = LoopbackPorts.listen(port, FullQueue.BACKLOG);
      listener = open;
      ServerSocket started = open;
      Daemon.thread("wan-link-accept-" + port, () -> acceptFrom(started)).start();
    }
    return open;
  }

  private void closeListener() throws IOException {
    if (listener != null) {
      listener.close();
      // The kernel keeps the port open until the thread that waits on it has left the call.
      accepting.lock();
      try {
        listener = null;
      } finally {
        accepting.unlock();
      }
    }
  }

  private void emptyQueue() {
    if (fullQueue != null) {
      fullQueue.close();
      // The fillers that the kernel still queues are recognised by the accept loop.
    }
  }

  private void acceptFrom(ServerSocket open) {
    while (true) {
      Socket client;
      try {
        client = acceptOne(open);
        taken.increment();
      } catch (IOException closed) {
        return;
      }
      if (awaitAnswering(client)) {
        accepted.accept(client);
      } else {
        RelayedConnection.close(client, true);
      }
    }
  }

  private Socket acceptOne(ServerSocket open) throws IOException {
    accepting.lock();
    try {
      return open.accept();
    } finally {
      accepting.unlock();
    }
  }

  /**
   * Waits while connects are ignored; false for one of the queue's own fillers or a closed port.
   */
  private boolean awaitAnswering(Socket client) {
    lock.lock();
    try {
      while (mode == Mode.IGNORE) {
        changed.awaitUninterruptibly();
      }
      return mode == Mode.ANSWER && (fullQueue == null || !fullQueue.filledBy(client));
    } finally {
      lock.unlock();
    }
  }
}
