package dev.meridian.integration;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits where no virtual thread can leave its carrier: below a frame of the virtual machine's. */
final class Stubborn {
  static {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
  }
}
