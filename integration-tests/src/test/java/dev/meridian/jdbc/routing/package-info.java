/** What the classifier says, held against real servers. */
@NullMarked
package dev.meridian.jdbc.routing;

import org.jspecify.annotations.NullMarked;
