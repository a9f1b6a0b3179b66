package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.Lsn;
import org.jspecify.annotations.Nullable;

/**
 * How far the primary's WAL was around a COMMIT. Immutable.
 *
 * @param covering covers the commit and all that was seen at the primary before it was asked for
 * @param flush up to where WAL was durable
 * @param definitions tells what was defined on the primary from all others, if it was asked
 */
record WalAnswer(Lsn covering, Lsn flush, @Nullable String definitions) {}
