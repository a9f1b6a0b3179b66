package dev.meridian.integration;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;

/** Sockets for pgjdbc whose reading fails with what no JDBC driver declares, as often as asked. */
public final class ExplodingSockets extends SocketFactory {

  /** How many reads of any of them fail from now on. */
  public static final AtomicInteger EXPLOSIONS = new AtomicInteger();

  @Override
  public Socket createSocket() {
    return new Exploding();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }

  private static final class Exploding extends Socket {

    @Override
    public InputStream getInputStream() throws IOException {
      InputStream own = super.getInputStream();
      return new InputStream() {
        @Override
        public int read() throws IOException {
          explode();
          return own.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          explode();
          return own.read(bytes, offset, length);
        }

        @Override
        public int available() throws IOException {
          return own.available();
        }
      };
    }

    private static void explode() {
      if (EXPLOSIONS.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException("on purpose");
      }
    }
  }
}
