package dev.meridian.integration.surface;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Makes {@link CountedSocket}s, by pgjdbc's property {@code socketFactory}. */
public final class CountedSockets extends SocketFactory {

  @Override
  public Socket createSocket() {
    return new CountedSocket();
  }

  private static Socket connected(InetSocketAddress address) throws IOException {
    Socket socket = new CountedSocket();
    socket.connect(address);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }
}
