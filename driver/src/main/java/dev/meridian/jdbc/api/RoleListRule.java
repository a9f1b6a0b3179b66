package dev.meridian.jdbc.api;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Roles, separated by commas, one for every host; {@link Role#UNKNOWN} stands for {@code auto}. */
record RoleListRule() implements SettingRule<List<Role>> {

  @Override
  public List<Role> parse(String text) {
    List<Role> roles = Arrays.stream(text.split(",", -1)).map(word -> role(word.strip())).toList();
    if (Collections.frequency(roles, Role.PRIMARY) > 1) {
      throw new IllegalArgumentException("states more than one primary");
    }
    return roles;
  }

  @Override
  public String describe() {
    return "primary (at most once), standby, subscriber or auto, separated by commas, "
        + "one for every host in the order of the hosts";
  }

  private static Role role(String word) {
    return switch (word) {
      case "primary" -> Role.PRIMARY;
      case "standby" -> Role.STANDBY;
      case "subscriber" -> Role.SUBSCRIBER;
      case "auto" -> Role.UNKNOWN;
      case "" -> throw new IllegalArgumentException("has an empty role");
      default -> throw new IllegalArgumentException("has an unknown role '" + word + "'");
    };
  }
}
