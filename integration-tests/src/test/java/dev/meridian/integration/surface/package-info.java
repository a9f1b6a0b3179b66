/** The same programs on pgjdbc and on Meridian, compared call by call. */
@NullMarked
package dev.meridian.integration.surface;

import org.jspecify.annotations.NullMarked;
