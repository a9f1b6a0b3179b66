package dev.meridian.testkit;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A container on the host's network that keeps its files in a directory of the host, which it sees
 * at the same path. The engine removes it as soon as it ends; the files stay.
 */
final class PostgresContainer extends PostgreSQLContainer {
  private final int port;

  /**
   * @param script run by the container's own shell: its {@code $0} is the directory, its arguments
   *     are the command of the server
   */
  PostgresContainer(String image, String script, ServerFiles files, int port) throws IOException {
    super(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"));
    this.port = port;
    String user = owner(files.directory());
    withUsername(World.SUPERUSER);
    withPassword(World.SUPERUSER_PASSWORD);
    withDatabaseName(World.SUPERUSER);
    withEnv(Command.ENVIRONMENT);
    withEnv("PGDATA", files.data().toString());
    // From this machine too, nobody comes in without the password.
    withEnv(
        "POSTGRES_INITDB_ARGS",
        "--auth-host=scram-sha-256 --encoding=UTF8 --no-locale --no-sync --no-instructions");
    withNetworkMode("host");
    // The host's network has no ports to publish.
    setExposedPorts(List.of());
    withCreateContainerCmdModifier(create -> settle(create, script, files.directory(), user));
    withCommand(
        "docker-entrypoint.sh",
        "postgres",
        "-c",
        "config_file=" + files.settings(),
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "port=" + port);
  }

  @Override
  public String getJdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + getDatabaseName();
  }

  /** {@link ServerFiles#awaitReady} knows better when a server is ready. */
  @Override
  protected void waitUntilContainerStarted() {}

  private static void settle(
      CreateContainerCmd create, String script, Path directory, String user) {
    create.withEntrypoint("sh", "-c", script, directory.toString()).withUser(user);
    Objects.requireNonNull(create.getHostConfig())
        .withBinds(new Bind(directory.toString(), new Volume(directory.toString())))
        .withAutoRemove(true);
  }

  /** Who can remove what the server writes. For root, the image changes to its own user. */
  private static String owner(Path directory) throws IOException {
    return Files.getAttribute(directory, "unix:uid")
        + ":"
        + Files.getAttribute(directory, "unix:gid");
  }
}
