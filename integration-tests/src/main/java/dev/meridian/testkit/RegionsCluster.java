package dev.meridian.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class a {@link MultiRegionPostgres}, for parameters of that type of its constructor
 * and methods.
 *
 * <ol>
 *   <li>Classes with the same annotation, attribute by attribute, share one world for the JVM's
 *       life; it starts when the first of them does. Tests leave behind what they write.
 *   <li>After each test the links are restored, nodes that are down are started, and replay and
 *       subscriptions go on.
 *   <li>What cannot be taken back, a promotion or a changed setting, wants {@code shared = false}:
 *       a world for the class alone, which ends with it.
 * </ol>
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RegionsClusterExtension.class)
public @interface RegionsCluster {
  /** The primary's region. */
  String primary() default "us-east-1";

  /** The regions of physical standbys. */
  String[] standbys() default "eu-west-1";

  /** The regions of logical subscribers. */
  String[] subscribers() default "ap-east-1";

  /** As {@link WorldBuilder#postgres}; empty for the version on the class path. */
  String postgres() default "";

  /** As {@link WorldBuilder#schema}. */
  String[] schema() default {};

  /** As {@link WorldBuilder#data}. */
  String[] data() default {};

  /** Parameters of postgresql.conf, as {@code "work_mem=1MB"}. */
  String[] parameters() default {};

  /** Whether links have the published round trips, or none. */
  boolean delays() default true;

  /** Whether the world may be shared with other classes that describe the same one. */
  boolean shared() default true;
}
