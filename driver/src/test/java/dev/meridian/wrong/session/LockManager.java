package dev.meridian.wrong.session;

final class LockManager {
  private int count;

  synchronized int next() {
    return ++count;
  }
}
