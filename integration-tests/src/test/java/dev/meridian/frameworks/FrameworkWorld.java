package dev.meridian.frameworks;

import dev.meridian.testkit.RegionsCluster;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Three regions for whoever makes tables of its own. The subscriber does not have those, and is out
 * from the first row on: here the standby is what is near.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RegionsCluster(schema = "CREATE TABLE before_all_migrations ()", delays = false)
public @interface FrameworkWorld {}
