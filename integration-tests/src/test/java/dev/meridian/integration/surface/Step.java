package dev.meridian.integration.surface;

/**
 * One step of a program. An exception ends the step, and the next one goes on.
 *
 * @param text what it does, for whoever reads a program that shows a difference
 */
record Step(String text, Play play) {
  @Override
  public String toString() {
    return text;
  }
}
