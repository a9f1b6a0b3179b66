/** Part of a house that is built wrongly, to show that each rule bites. */
@NullMarked
package dev.meridian.wrong.wrap;

import org.jspecify.annotations.NullMarked;
