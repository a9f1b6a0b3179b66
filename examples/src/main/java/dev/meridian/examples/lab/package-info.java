/** The lab: one shop in four regions, on pgjdbc and on Meridian. */
@NullMarked
package dev.meridian.examples.lab;

import org.jspecify.annotations.NullMarked;
