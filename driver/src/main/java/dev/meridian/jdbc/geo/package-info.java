/** Where things are: regions, their coordinates, and what the addresses and names of hosts tell. */
@NullMarked
package dev.meridian.jdbc.geo;

import org.jspecify.annotations.NullMarked;
