package dev.meridian.jdbc.wrap;

import java.util.concurrent.atomic.AtomicBoolean;

/** That something which a session had seen was lost with an old primary. Threadsafe. */
final class Loss {

  // Once true this is always true: only ever set, so that no other thread's news is overwritten.
  private volatile boolean happened;
  private final AtomicBoolean untold = new AtomicBoolean();

  /** Something was lost, of which the application is to be told. */
  void found() {
    happened = true;
    untold.set(true);
  }

  /** What another session has lost is lost to this one; whoever found it is told of it. */
  void join(Loss other) {
    if (other.happened) {
      happened = true;
    }
  }

  boolean happened() {
    return happened;
  }

  /** Whether there is a loss of which the application has not been told; asked once. */
  boolean tells() {
    return untold.compareAndSet(true, false);
  }
}
