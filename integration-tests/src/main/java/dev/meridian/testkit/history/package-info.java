/**
 * What sessions of an application saw, recorded, and checked for the four session guarantees from
 * the record alone. Start at {@link dev.meridian.testkit.history.HistoryRecorder}.
 */
@NullMarked
package dev.meridian.testkit.history;

import org.jspecify.annotations.NullMarked;
