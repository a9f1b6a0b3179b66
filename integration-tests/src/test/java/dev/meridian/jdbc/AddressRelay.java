package dev.meridian.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A port of one of the machine's loopback addresses that leads to a server. Threadsafe. */
final class AddressRelay implements AutoCloseable {

  private final ServerSocket listener = new ServerSocket();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final int target;

  /**
   * Listens.
   *
   * @param port 0 for any that is free
   */
  AddressRelay(String address, int port, int target) throws IOException {
    this.target = target;
    listener.setReuseAddress(true);
    listener.bind(new InetSocketAddress(InetAddress.getByName(address), port));
    daemon(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** How many connections lead through it. */
  int live() {
    return open.size();
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "address-relay");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(client);
        daemon(() -> pump(client, server, client));
        daemon(() -> pump(server, client, client));
      } catch (IOException e) {
        // It is closed, or the server is away: the next one is told so again.
      }
    }
  }

  private void pump(Socket from, Socket to, Socket client) {
    try (from;
        to;
        InputStream in = from.getInputStream()) {
      in.transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One end is gone, and so is the other then.
    } finally {
      open.remove(client);
    }
  }

  @Override
  public void close() throws IOException {
    stop();
  }

  /** Ends what leads through it, and takes nothing more. */
  void stop() throws IOException {
    listener.close();
    for (Socket client : open) {
      client.close();
    }
  }
}
