package dev.meridian.jdbc.api;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Meridian's own settings, parsed and checked. Each is documented at the constant of {@link
 * Setting} of its name. Immutable.
 */
public record Settings(
    @Nullable String region,
    List<String> nodeRegions,
    List<Role> roles,
    Duration maxLag,
    Duration probeInterval,
    Duration catchUpTimeout,
    WhenStale whenStale,
    Set<String> primaryOnly,
    Set<String> safeFunctions,
    int maxConnections,
    Duration borrowTimeout,
    boolean primaryAlways) {}
