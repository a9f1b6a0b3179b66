/**
 * What the world looks like: nodes, their roles, positions, lag and health, and the probes that
 * find out.
 */
@NullMarked
package dev.meridian.jdbc.topology;

import org.jspecify.annotations.NullMarked;
