package dev.meridian.testkit;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A client of an echo server behind a link. Reads give up after ten seconds unless told otherwise.
 */
final class LinkClient implements AutoCloseable {
  private final Socket socket = new Socket();

  private LinkClient() {}

  static LinkClient connect(WanLink link) throws IOException {
    return connect(link, Duration.ofSeconds(10));
  }

  static LinkClient connect(WanLink link, Duration timeout) throws IOException {
    LinkClient client = new LinkClient();
    client.socket.setTcpNoDelay(true);
    client.socket.connect(LoopbackPorts.address(link.port()), (int) timeout.toMillis());
    client.socket.setSoTimeout(10_000);
    return client;
  }

  void send(int size) throws IOException {
    socket.getOutputStream().write(new byte[size]);
  }

  void receive(int size) throws IOException {
    int received = socket.getInputStream().readNBytes(size).length;
    if (received != size) {
      throw new IOException("the stream ended after " + received + " of " + size + " bytes");
    }
  }

  /** How long one byte takes there and back. */
  Duration ping() throws IOException {
    long sent = System.nanoTime();
    send(1);
    receive(1);
    return Duration.ofNanos(System.nanoTime() - sent);
  }

  /** Whether nothing comes for a while. */
  boolean hearsNothingFor(Duration silence) throws IOException {
    socket.setSoTimeout((int) silence.toMillis());
    try {
      socket.getInputStream().read();
      return false;
    } catch (SocketTimeoutException quiet) {
      return true;
    } finally {
      socket.setSoTimeout(10_000);
    }
  }

  /** Reads once: -1 at the end of the stream. */
  int read() throws IOException {
    return socket.getInputStream().read();
  }

  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  static double millis(Duration duration) {
    return duration.toNanos() / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }
}
