/** A Spring Boot application. */
@NullMarked
package dev.meridian.frameworks.spring;

import org.jspecify.annotations.NullMarked;
