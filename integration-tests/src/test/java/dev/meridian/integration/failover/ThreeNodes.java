package dev.meridian.integration.failover;

import dev.meridian.integration.ShopTables;
import dev.meridian.testkit.RegionsCluster;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A primary and two standbys that no other test touches, no distance apart. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RegionsCluster(
    standbys = {"eu-west-1", "us-west-2"},
    subscribers = {},
    schema = {ShopTables.USERS},
    data = ShopTables.SOME_USERS,
    delays = false,
    shared = false)
@interface ThreeNodes {}
