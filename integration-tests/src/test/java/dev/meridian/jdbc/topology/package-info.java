/** Tests of what is read from system catalogues, in the package of what they look into. */
@NullMarked
package dev.meridian.jdbc.topology;

import org.jspecify.annotations.NullMarked;
