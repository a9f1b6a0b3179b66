package dev.meridian.wrong.session;

final class BlockUtils {
  private int count;

  int next() {
    synchronized (this) {
      return ++count;
    }
  }
}
