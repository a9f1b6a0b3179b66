package dev.meridian.integration.surface;

/** Something that a step tries many times over, and that may be refused each time. */
@FunctionalInterface
interface Attempt {

  void make() throws Exception;

  /** What it throws is written down already. */
  static void quietly(Attempt attempt) {
    try {
      attempt.make();
    } catch (Exception e) {
      return;
    }
  }
}
