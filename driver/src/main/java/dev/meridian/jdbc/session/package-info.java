/** What a session has seen, as positions in the primary's WAL. */
@NullMarked
package dev.meridian.jdbc.session;

import org.jspecify.annotations.NullMarked;
