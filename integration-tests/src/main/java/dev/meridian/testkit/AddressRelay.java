package dev.meridian.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A port of one of the machine's loopback addresses that leads to a server, and later perhaps to
 * another. This class is threadsafe.
 */
public final class AddressRelay implements AutoCloseable {

  private final ServerSocket listener = new ServerSocket();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile int target;

  /**
   * Listens.
   *
   * @param address such as {@code 127.0.0.2}
   * @param port 0 for any that is free
   * @param target the server's port
   * @throws IOException if the address can not be listened on
   */
  public AddressRelay(String address, int port, int target) throws IOException {
    this.target = target;
    listener.setReuseAddress(true);
    listener.bind(new InetSocketAddress(InetAddress.getByName(address), port));
    Daemon.thread("address-relay", this::accept).start();
  }

  /** Where it listens. */
  public int port() {
    return listener.getLocalPort();
  }

  /** How many connections lead through it. */
  public int live() {
    return open.size();
  }

  /** From now on it leads to that port; connections to the one before end. */
  public void leadTo(int other) throws IOException {
    target = other;
    endAll();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        lead(listener.accept());
      } catch (IOException e) {
        // It is closed.
      }
    }
  }

  private void lead(Socket client) throws IOException {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(client);
      Daemon.thread("address-relay", () -> pump(client, server, client)).start();
      Daemon.thread("address-relay", () -> pump(server, client, client)).start();
    } catch (IOException e) {
      // No server is there, and nobody answers the client.
      client.close();
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

  private void endAll() throws IOException {
    for (Socket client : open) {
      client.close();
    }
  }

  /** Ends what leads through it, and takes nothing more. */
  public void stop() throws IOException {
    listener.close();
    endAll();
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
