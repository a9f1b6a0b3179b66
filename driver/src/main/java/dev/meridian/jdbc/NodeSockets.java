package dev.meridian.jdbc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Connects to one of the addresses of a name, whatever the name leads to. pgjdbc makes it by its
 * name ({@code socketFactory}) for a node that is one of several addresses: so the URL keeps the
 * host's name, by which certificates are verified. Not meant to be set by users. Threadsafe.
 */
public final class NodeSockets extends SocketFactory {

  private final String ip;

  /**
   * For connections to an address.
   *
   * @param ip the address as text
   */
  public NodeSockets(String ip) {
    this.ip = ip;
  }

  private static final class ToAddress extends Socket {

    private final InetAddress address;

    ToAddress(InetAddress address) {
      this.address = address;
    }

    @Override
    public void connect(SocketAddress named) throws IOException {
      connect(named, 0);
    }

    @Override
    public void connect(SocketAddress named, int timeoutMillis) throws IOException {
      int port = named instanceof InetSocketAddress internet ? internet.getPort() : 0;
      super.connect(new InetSocketAddress(address, port), timeoutMillis);
    }
  }

  @Override
  public Socket createSocket() throws IOException {
    // Text of an address is not looked up.
    return new ToAddress(InetAddress.getByName(ip));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return new Socket(InetAddress.getByName(ip), port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return new Socket(InetAddress.getByName(ip), port, local, localPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket(ip, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(ip, port, local, localPort);
  }
}
