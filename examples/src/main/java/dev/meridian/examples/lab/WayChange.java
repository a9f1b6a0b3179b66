package dev.meridian.examples.lab;

import java.util.List;

/**
 * Round trips that are set for all applications at once.
 *
 * @param name what changes, in words
 * @param ways one for each application
 */
record WayChange(String name, List<Ways> ways) {

  Ways from(String region) {
    return ways.stream().filter(each -> each.region().equals(region)).findFirst().orElseThrow();
  }
}
