/** What an application sees when servers, links and primaries are lost. */
@NullMarked
package dev.meridian.integration.failover;

import org.jspecify.annotations.NullMarked;
