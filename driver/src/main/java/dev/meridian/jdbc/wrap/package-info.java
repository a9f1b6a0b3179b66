/**
 * The {@code java.sql} surface: routed connections, statements and results over generated
 * forwarding classes.
 */
@NullMarked
package dev.meridian.jdbc.wrap;

import org.jspecify.annotations.NullMarked;
