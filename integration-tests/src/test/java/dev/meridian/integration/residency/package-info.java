/** Sessions that are bound to a jurisdiction: what is tried to get out of it. */
@NullMarked
package dev.meridian.integration.residency;

import org.jspecify.annotations.NullMarked;
