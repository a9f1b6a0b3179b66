package dev.meridian.failover;

/**
 * One call of an application: a connection from its pool, and one statement in autocommit.
 *
 * @param began {@link System#nanoTime}
 * @param ended the same
 * @param state the SQLState it failed with; empty if it succeeded
 * @param answer what it was answered
 */
record Call(long began, long ended, String state, String answer) {

  boolean succeeded() {
    return state.isEmpty();
  }

  double millis() {
    return (ended - began) / 1e6;
  }
}
