package dev.meridian.integration.chaos;

import dev.meridian.testkit.history.Outcome;

/**
 * One write of a ledger, as its writer knows it.
 *
 * @param id that no other row has
 * @param from {@link System#nanoTime} before anything was sent
 * @param to when its outcome was known
 * @param failure what it failed with; empty if it has succeeded
 */
record Entry(long id, String writer, long from, long to, Outcome outcome, String failure) {}
