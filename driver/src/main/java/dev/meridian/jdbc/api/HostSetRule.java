package dev.meridian.jdbc.api;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Hosts, separated by commas, each as in the URL: {@code host} or {@code host:port}. */
record HostSetRule() implements SettingRule<Set<String>> {

  @Override
  public Set<String> parse(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(HostSetRule::host)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String host(String text) {
    String host = text.strip();
    if (host.isEmpty()) {
      throw new IllegalArgumentException("has an empty host");
    }
    if (host.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException("has a host with a space");
    }
    return host;
  }

  @Override
  public String describe() {
    return "hosts separated by commas, each as host or host:port";
  }
}
