package dev.meridian.integration.residency;

import dev.meridian.integration.ShopTables;
import dev.meridian.testkit.RegionsCluster;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A standby in Europe; primary and subscriber are elsewhere. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RegionsCluster(
    schema = {
      ShopTables.USERS,
      ShopTables.ORDERS,
      "CREATE FUNCTION naughty() RETURNS bigint LANGUAGE sql"
          + " AS 'INSERT INTO users (name) VALUES (''leaked'') RETURNING id'",
      "CREATE FUNCTION harmless() RETURNS bigint LANGUAGE sql"
          + " AS 'INSERT INTO users (name) VALUES (''leaked'') RETURNING id'"
    },
    data = ShopTables.SOME_USERS,
    delays = false)
@interface ResidentWorld {}
