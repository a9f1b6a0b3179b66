/** Real users of JDBC: each does on three regions what it does on one server. */
@NullMarked
package dev.meridian.frameworks;

import org.jspecify.annotations.NullMarked;
