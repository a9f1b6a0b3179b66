package dev.meridian.testkit;

import java.util.Locale;

/** Names of this machine in the archives of the binaries, as {@code linux-x86_64}. */
final class Platform {
  private Platform() {}

  static String name() {
    return (isMac() ? "darwin" : "linux") + "-" + architecture();
  }

  static boolean isMac() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
  }

  private static String architecture() {
    String found = System.getProperty("os.arch", "");
    return switch (found) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64", "arm64" -> "arm_64";
      default -> found;
    };
  }
}
