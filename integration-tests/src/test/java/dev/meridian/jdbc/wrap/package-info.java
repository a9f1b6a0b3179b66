/** What statements bring back from the primary, shown on real servers. */
@NullMarked
package dev.meridian.jdbc.wrap;

import org.jspecify.annotations.NullMarked;
