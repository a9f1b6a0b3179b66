package dev.meridian.testkit;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** Sends back what it is sent. */
final class EchoServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Thread accepting;

  private EchoServer(ServerSocket listener) {
    this.listener = listener;
    this.accepting = Daemon.thread("echo-accept", this::accept);
  }

  static EchoServer start() throws IOException {
    ServerSocket listener = new ServerSocket();
    listener.bind(LoopbackPorts.address(LoopbackPorts.next()));
    EchoServer server = new EchoServer(listener);
    server.accepting.start();
    return server;
  }

  int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    // The kernel keeps the port open until the thread that waits on it has left the call.
    try {
      accepting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    while (true) {
      try {
        Socket client = listener.accept();
        client.setTcpNoDelay(true);
        Daemon.thread("echo", () -> echo(client)).start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void echo(Socket client) {
    try (client) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException gone) {
      // The client broke the connection; tests look at its own side.
    }
  }
}
