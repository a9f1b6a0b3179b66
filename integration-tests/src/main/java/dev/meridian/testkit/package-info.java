/**
 * A multi-region PostgreSQL inside one JVM: real servers, real replication, and between all of them
 * links that behave like a wide-area network. Start at {@link
 * dev.meridian.testkit.MultiRegionPostgres}, or in JUnit 5 at {@link
 * dev.meridian.testkit.RegionsCluster}.
 */
@NullMarked
package dev.meridian.testkit;

import org.jspecify.annotations.NullMarked;
