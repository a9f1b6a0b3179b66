/** A web shop on two nodes in two regions, whose customers go from one to the other. */
@NullMarked
package dev.meridian.examples.sticky;

import org.jspecify.annotations.NullMarked;
