/**
 * The brain: what a statement needs, and which node serves it. Opens no socket and reads no clock
 * it was not given.
 */
@NullMarked
package dev.meridian.jdbc.routing;

import org.jspecify.annotations.NullMarked;
