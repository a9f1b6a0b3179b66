package dev.meridian.testkit.history;

/** What a key holds. */
public enum Shape {
  /** One value; each write replaces it and raises its version by one. */
  REGISTER,
  /** Values in the order of their appends; its length is its height. */
  LIST
}
