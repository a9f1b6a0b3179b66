package dev.meridian.testkit.history;

import java.time.Duration;

/**
 * How much is done.
 *
 * @param seed of every choice; the threads' order is the machine's
 * @param operations ends after so many requests that succeeded
 * @param atMost ends after so long, failovers not counted
 * @param clients parallel requests a session
 * @param writes how many in a hundred requests write; a session that writes all the time is served
 *     by the primary, which proves little
 */
public record Plan(long seed, int operations, Duration atMost, int clients, int writes) {}
