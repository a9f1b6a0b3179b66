package dev.meridian.testkit;

import java.io.IOException;

/**
 * One run of one server. Each way to end it returns when all of the server's processes are gone.
 */
interface RunningServer {
  boolean isAlive();

  /** Fast shutdown: sessions are ended, everything is written. */
  void stop() throws IOException;

  /** SIGKILL to the postmaster and to all its children, as if the machine had lost them. */
  void kill() throws IOException;

  /**
   * Stops all of the server's processes where they are (SIGSTOP): its sockets stay open, and nobody
   * answers.
   *
   * @throws UnsupportedOperationException if these servers cannot be stopped so
   */
  void freeze() throws IOException;

  /** Ends {@link #freeze()}. */
  void thaw() throws IOException;

  /** Leaves the server to its guard, as the death of the JVM would. */
  void abandon() throws IOException;
}
