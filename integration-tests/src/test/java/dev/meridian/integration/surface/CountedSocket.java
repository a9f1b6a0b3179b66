package dev.meridian.integration.surface;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * A socket that counts how often the reading thread had to wait for an answer to what was sent. The
 * probes of the driver have threads of their own, and do not count.
 */
final class CountedSocket extends Socket {

  private static final ThreadLocal<Integer> ROUND_TRIPS = ThreadLocal.withInitial(() -> 0);

  private volatile boolean sent;

  /** Of the calling thread, on all such sockets so far. */
  static int roundTrips() {
    return ROUND_TRIPS.get();
  }

  private void received() {
    if (sent) {
      sent = false;
      ROUND_TRIPS.set(ROUND_TRIPS.get() + 1);
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        received();
        return in.read();
      }

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        received();
        return in.read(into, from, length);
      }
    };
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(super.getOutputStream()) {
      @Override
      public void write(int one) throws IOException {
        sent = true;
        out.write(one);
      }

      @Override
      public void write(byte[] some, int from, int length) throws IOException {
        sent = true;
        out.write(some, from, length);
      }
    };
  }
}
