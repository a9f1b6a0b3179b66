package dev.meridian.testkit;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Where a world's servers come from: the binaries on the class path, or a container image. The
 * system properties decide where the world's description does not.
 */
sealed interface ServerSource permits ServerSource.Embedded, ContainerImage {
  /** {@code embedded} (the default) or {@code containers}. */
  String SERVERS = "meridian.testkit.servers";

  /** The image of the servers in containers; the official one by default. */
  String IMAGE = "meridian.testkit.image";

  /**
   * Makes the world's directory, and what is needed to start servers in it.
   *
   * @param major the version, as {@code 17}, or null for whichever comes without asking
   * @throws IllegalStateException if that version is not to be had here
   */
  ServerLauncher launcher(@Nullable String major) throws IOException;

  /** False if it is known without trying that a major version is not to be had. */
  boolean offers(@Nullable String major);

  static ServerSource ofProperties() {
    String servers = System.getProperty(SERVERS, "embedded");
    return switch (servers) {
      case "embedded" -> new Embedded();
      case "containers" -> ContainerImage.ofProperty();
      default ->
          throw new IllegalArgumentException(
              SERVERS + "=" + servers + " is neither embedded nor containers");
    };
  }

  /** Processes of this machine. */
  record Embedded() implements ServerSource {
    @Override
    public ServerLauncher launcher(@Nullable String major) throws IOException {
      return EmbeddedLauncher.create(major);
    }

    @Override
    public boolean offers(@Nullable String major) {
      return true;
    }
  }
}
