package dev.meridian.testkit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Threads that never keep the JVM alive. */
final class Daemon {
  /** One thread a task: most of them wait for servers. */
  static final Executor EXECUTOR = task -> thread("world", task).start();

  private static final int STACK_BYTES = 256 * 1024;

  private Daemon() {}

  static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, STACK_BYTES);
    thread.setDaemon(true);
    return thread;
  }

  static CompletableFuture<Void> run(Runnable work) {
    return CompletableFuture.runAsync(work, EXECUTOR);
  }
}
