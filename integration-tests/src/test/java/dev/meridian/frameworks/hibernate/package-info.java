/** A program on Hibernate alone. */
@NullMarked
package dev.meridian.frameworks.hibernate;

import org.jspecify.annotations.NullMarked;
