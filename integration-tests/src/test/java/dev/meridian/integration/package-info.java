/** What Meridian promises, on real servers. */
@NullMarked
package dev.meridian.integration;

import org.jspecify.annotations.NullMarked;
