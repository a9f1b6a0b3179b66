package dev.meridian.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * Servers as containers of an image that behaves as PostgreSQL's official one. Their files are in
 * the world's directory, which they see at the same path; a run is a new container on old files.
 */
record ContainerLauncher(WorldDirectory directory, String image) implements ServerLauncher {
  private static final String LIBRARY = "org.testcontainers.postgresql.PostgreSQLContainer";

  static ContainerLauncher create(String image) throws IOException {
    requireLibrary(ContainerLauncher.class.getClassLoader());
    return new ContainerLauncher(WorldDirectory.create(WorldDirectory.parent()), image);
  }

  /** Testcontainers is an optional dependency of the test kit. */
  static void requireLibrary(ClassLoader loader) {
    try {
      Class.forName(LIBRARY, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "servers in containers need org.testcontainers:testcontainers-postgresql 2.x on the"
              + " class path, and it is not there; "
              + ServerSource.SERVERS
              + "=embedded does without",
          e);
    }
  }

  /** Writes the settings alone: the image makes the rest when it finds no files. */
  @Override
  public void initialise(RegionNode node, Map<String, String> parameters) throws IOException {
    Map<String, String> settings = DataDirectory.settings(parameters);
    // The image's own programs look for the socket where the image has it.
    settings.remove("unix_socket_directories");
    Files.writeString(files(node).settings(), DataDirectory.lines(settings));
  }

  @Override
  public void copy(
      RegionNode primary, Connection onPrimary, RegionNode standby, String primaryConnectionInfo)
      throws IOException, SQLException {
    Files.copy(
        files(primary).settings(), files(standby).settings(), StandardCopyOption.REPLACE_EXISTING);
    new DataDirectory(files(standby).directory())
        .copyFrom(files(primary).directory(), onPrimary, primaryConnectionInfo);
  }

  @Override
  public RunningServer start(RegionNode node) throws IOException {
    return ServerContainer.start(files(node), image, node.port());
  }

  private ServerFiles files(RegionNode node) throws IOException {
    return new ServerFiles(directory.node(node.region()));
  }
}
