/** The front door: the driver and the data source. */
@NullMarked
package dev.meridian.jdbc;

import org.jspecify.annotations.NullMarked;
