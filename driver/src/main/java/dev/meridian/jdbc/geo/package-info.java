/** Where things are, and how near. */
@NullMarked
package dev.meridian.jdbc.geo;

import org.jspecify.annotations.NullMarked;
