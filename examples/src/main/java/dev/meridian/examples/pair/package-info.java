/** A publisher and its subscriber, from the first copy to a lost slot. */
@NullMarked
package dev.meridian.examples.pair;

import org.jspecify.annotations.NullMarked;
