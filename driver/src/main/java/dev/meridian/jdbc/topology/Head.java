package dev.meridian.jdbc.topology;

import org.jspecify.annotations.Nullable;

/**
 * The primary as the others are held against it. Immutable.
 *
 * @param sample its newest answer
 * @param up whether it answers
 * @param goneNanos since when it refuses connections, or null if it does not
 * @param rival whether another server of the system takes writes
 */
record Head(NodeSample sample, boolean up, @Nullable Long goneNanos, boolean rival) {}
