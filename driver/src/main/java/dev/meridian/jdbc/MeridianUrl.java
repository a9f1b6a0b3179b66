package dev.meridian.jdbc;

/** Reads {@code jdbc:meridian:postgresql:…} URLs. */
final class MeridianUrl {

  private MeridianUrl() {}
}
