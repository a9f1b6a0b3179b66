package dev.meridian.testkit;

import java.io.IOException;

/**
 * Where a world's servers come from: the binaries on the class path, or a container image. The
 * system properties decide where the world's description does not.
 */
sealed interface ServerSource {
  /** {@code embedded} (the default) or {@code containers}. */
  String SERVERS = "meridian.testkit.servers";

  /** The image of the servers in containers; the official one by default. */
  String IMAGE = "meridian.testkit.image";

  String OFFICIAL_IMAGE = "postgres:18";

  ServerLauncher launcher() throws IOException;

  static ServerSource ofProperties() {
    String servers = System.getProperty(SERVERS, "embedded");
    return switch (servers) {
      case "embedded" -> new Embedded();
      case "containers" -> new Containers(System.getProperty(IMAGE, OFFICIAL_IMAGE));
      default ->
          throw new IllegalArgumentException(
              SERVERS + "=" + servers + " is neither embedded nor containers");
    };
  }

  /** Processes of this machine. */
  record Embedded() implements ServerSource {
    @Override
    public ServerLauncher launcher() throws IOException {
      return EmbeddedLauncher.create();
    }
  }

  /** Containers of the image. */
  record Containers(String image) implements ServerSource {
    @Override
    public ServerLauncher launcher() throws IOException {
      return ContainerLauncher.create(image);
    }
  }
}
