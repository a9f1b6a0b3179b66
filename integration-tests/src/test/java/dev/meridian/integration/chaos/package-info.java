/** Faults at random under load, and what must hold all the same. */
@NullMarked
package dev.meridian.integration.chaos;

import org.jspecify.annotations.NullMarked;
