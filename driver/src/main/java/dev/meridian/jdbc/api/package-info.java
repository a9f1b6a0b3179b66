/** The words that users meet. Depends on nothing else of Meridian. */
@NullMarked
package dev.meridian.jdbc.api;

import org.jspecify.annotations.NullMarked;
