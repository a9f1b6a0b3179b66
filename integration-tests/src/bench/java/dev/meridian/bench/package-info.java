/** What Meridian costs: raw and wrapped twins in one run, in time and in allocation. */
@NullMarked
package dev.meridian.bench;

import org.jspecify.annotations.NullMarked;
