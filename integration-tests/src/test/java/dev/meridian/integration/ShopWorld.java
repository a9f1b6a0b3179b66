package dev.meridian.integration;

import dev.meridian.testkit.RegionsCluster;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The shop in three regions that are no distance apart, shared by all tests whose point is not the
 * distance. One that needs a clear preference for the replica calls {@link Distances#apply}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RegionsCluster(
    schema = {ShopTables.USERS, ShopTables.ORDERS},
    data = ShopTables.SOME_USERS,
    delays = false)
public @interface ShopWorld {}
