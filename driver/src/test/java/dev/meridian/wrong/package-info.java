/** A house that is built wrongly, to show that each rule of the architecture bites. */
@NullMarked
package dev.meridian.wrong;

import org.jspecify.annotations.NullMarked;
