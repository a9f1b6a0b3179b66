/** Sessions over HTTP: each request goes on from what the ones before it have seen. */
@NullMarked
package dev.meridian.jdbc.web;

import org.jspecify.annotations.NullMarked;
