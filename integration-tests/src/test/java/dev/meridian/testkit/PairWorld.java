package dev.meridian.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Two servers that are no distance apart; each test makes a {@link Couple} of its own on them. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RegionsCluster(
    standbys = {},
    subscribers = "ap-east-1",
    schema = "CREATE TABLE users (id int PRIMARY KEY, name text)",
    data = "INSERT INTO users SELECT i, 'user ' || i FROM generate_series(1, 100) i",
    parameters = {"wal_keep_size = 0", "max_replication_slots = 40"},
    delays = false)
@interface PairWorld {}
