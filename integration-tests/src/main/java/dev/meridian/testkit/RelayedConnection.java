package dev.meridian.testkit;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One connection through a link: the client's socket, the server's, and a pipe each way.
 *
 * <p>This class is threadsafe.
 */
final class RelayedConnection {
  private final Relay relay;
  private final Socket client;
  private final Socket server;
  private final Pipe toServer;
  private final Pipe toClient;

  /** Whether client bytes went to the server that it has not answered yet. */
  private final AtomicBoolean unanswered = new AtomicBoolean();

  private final Startup startup = new Startup();
  private volatile String application = Startup.UNNAMED;

  private final AtomicInteger ends = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();

  RelayedConnection(Relay relay, Socket client, Socket server, long openAt) {
    this.relay = relay;
    this.client = client;
    this.server = server;
    this.toServer =
        new Pipe(this, relay.lane(Direction.TO_SERVER), client, server, openAt, this::asked);
    this.toClient =
        new Pipe(this, relay.lane(Direction.TO_CLIENT), server, client, openAt, this::answered);
  }

  void start() {
    toServer.start();
    toClient.start();
  }

  boolean isClosed() {
    return closed.get();
  }

  /** One side's end of stream has arrived at the other. */
  void ended(Socket receiver) throws IOException {
    if (ends.incrementAndGet() == 2) {
      close(false);
    } else {
      receiver.shutdownOutput();
    }
  }

  /** Both sides see a reset, at once. */
  void breakOff() {
    close(true);
  }

  private void asked(byte[] buffer, int size) {
    application = startup.read(buffer, size);
    relay.count(application, size);
    unanswered.set(true);
  }

  private void answered(byte[] buffer, int size) {
    relay.count(application, size);
    if (unanswered.getAndSet(false)) {
      relay.roundTrips.increment();
    }
  }

  private void close(boolean byReset) {
    if (closed.getAndSet(true)) {
      return;
    }
    close(client, byReset);
    close(server, byReset);
    toServer.abandon();
    toClient.abandon();
    relay.forget(this);
  }

  static void close(Socket socket, boolean byReset) {
    try (socket) {
      if (byReset) {
        // A linger of zero makes close() send RST in place of FIN.
        socket.setSoLinger(true, 0);
      }
    } catch (IOException alreadyGone) {
      // It is closed, which is what was wanted.
    }
  }
}
