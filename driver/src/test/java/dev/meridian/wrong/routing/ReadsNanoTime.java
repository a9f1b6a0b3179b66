package dev.meridian.wrong.routing;

public final class ReadsNanoTime {
  long now() {
    return System.nanoTime();
  }
}
