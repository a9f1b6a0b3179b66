/** The lab: one shop in three regions, on pgjdbc and on Meridian. */
@NullMarked
package dev.meridian.examples.lab;

import org.jspecify.annotations.NullMarked;
