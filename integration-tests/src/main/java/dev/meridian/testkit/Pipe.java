package dev.meridian.testkit;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One direction of one connection. A reader stamps what comes in with the time at which it is to
 * come out; a writer lets it out then. The order is kept, and any amount up to {@link
 * #MOST_IN_FLIGHT} can be under way at once, so a delay does not limit throughput. While the lane
 * is transparent the reader writes by itself and there is no writer.
 */
final class Pipe {
  /** Beyond this the sender feels back pressure, as from a full TCP window. */
  private static final long MOST_IN_FLIGHT = 16L << 20;

  /**
   * The kernel wakes a thread this much late (nanoseconds): ask for it sooner, and spin through
   * what is left.
   */
  private static final long TIMER_SLACK = 60_000;

  private final RelayedConnection connection;
  private final Lane lane;
  private final Socket from;
  private final Socket to;
  private final Bytes onBytes;
  private final Queue<Parcel> underWay = new ConcurrentLinkedQueue<>();
  private final AtomicInteger parcels = new AtomicInteger();
  private final AtomicLong bytesUnderWay = new AtomicLong();

  /** Nothing is released before this nano time: the connect is still on its way. */
  private final long openAt;

  private final Thread reader;
  private volatile @Nullable Thread writer;

  /**
   * Once true always true: bytes were dropped, and TCP delivers nothing past a gap. Reader only.
   */
  private boolean gap;

  /** Told of all bytes that come in, before they go on. */
  @FunctionalInterface
  interface Bytes {
    void came(byte[] buffer, int size);
  }

  Pipe(
      RelayedConnection connection, Lane lane, Socket from, Socket to, long openAt, Bytes onBytes) {
    this.connection = connection;
    this.lane = lane;
    this.from = from;
    this.to = to;
    this.openAt = openAt;
    this.onBytes = onBytes;
    this.reader = Daemon.thread("wan-link-read", this::read);
  }

  void start() {
    reader.start();
  }

  void abandon() {
    reader.interrupt();
    LockSupport.unpark(reader);
    Thread running = writer;
    if (running != null) {
      running.interrupt();
    }
  }

  private void read() {
    Parcel.Content last = Parcel.Content.END;
    try {
      byte[] buffer = new byte[64 * 1024];
      while (true) {
        int size = from.getInputStream().read(buffer, 0, lane.readSize());
        if (size < 0) {
          break;
        }
        long arrival = System.nanoTime();
        lane.bytes.add(size);
        onBytes.came(buffer, size);
        gap |= lane.isDropping();
        if (gap) {
          continue;
        }
        if (passesStraight(arrival)) {
          to.getOutputStream().write(buffer, 0, size);
        } else {
          send(Parcel.of(Arrays.copyOf(buffer, size), releaseAt(arrival, size)));
        }
      }
    } catch (IOException broken) {
      last = Parcel.Content.BREAK;
    }
    if (!gap && !lane.isDropping() && !connection.isClosed()) {
      send(Parcel.notice(last, releaseAt(System.nanoTime(), 0)));
    }
  }

  private boolean passesStraight(long now) {
    return parcels.get() == 0 && lane.isTransparent() && now - openAt >= 0;
  }

  private long releaseAt(long arrival, int size) {
    return lane.releaseAt(openAt - arrival > 0 ? openAt : arrival, size);
  }

  private void send(Parcel parcel) {
    while (bytesUnderWay.get() > MOST_IN_FLIGHT && !connection.isClosed()) {
      LockSupport.parkNanos(1_000_000);
    }
    bytesUnderWay.addAndGet(parcel.bytes.length);
    parcels.incrementAndGet();
    underWay.add(parcel);
    Thread running = writer;
    if (running == null) {
      Thread first = Daemon.thread("wan-link-write", this::write);
      writer = first;
      first.start();
    } else {
      LockSupport.unpark(running);
    }
  }

  private void write() {
    try {
      while (!connection.isClosed()) {
        Parcel parcel = underWay.peek();
        if (parcel == null) {
          LockSupport.park(this);
          continue;
        }
        awaitRelease(parcel.releaseAt);
        if (!deliver(parcel)) {
          return;
        }
        underWay.poll();
        bytesUnderWay.addAndGet(-parcel.bytes.length);
        parcels.decrementAndGet();
      }
    } catch (InterruptedException closed) {
      // The connection was closed; nothing is left to deliver.
    } catch (IOException receiverGone) {
      connection.breakOff();
    }
  }

  /** Returns whether more can follow. */
  private boolean deliver(Parcel parcel) throws IOException {
    switch (parcel.content) {
      case BYTES -> {
        to.getOutputStream().write(parcel.bytes);
        return true;
      }
      case END -> connection.ended(to);
      case BREAK -> connection.breakOff();
    }
    return false;
  }

  private void awaitRelease(long releaseAt) throws InterruptedException {
    while (true) {
      if (lane.isStalled()) {
        lane.awaitFlow();
      }
      long left = releaseAt - System.nanoTime();
      if (left <= 0 && !lane.isStalled()) {
        return;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (left > TIMER_SLACK) {
        LockSupport.parkNanos(this, left - TIMER_SLACK);
      } else if (left > 0) {
        Thread.onSpinWait();
      }
    }
  }
}
