package dev.meridian.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Servers as processes of this machine, from the binaries on the class path. */
record EmbeddedLauncher(WorldDirectory directory, ServerAccount account, PostgresBinaries binaries)
    implements ServerLauncher {
  static EmbeddedLauncher create(@Nullable String major) throws IOException {
    Path parent = WorldDirectory.parent();
    PostgresBinaries binaries = PostgresBinaries.unpackedIn(parent, PostgresArchive.find(major));
    WorldDirectory directory = WorldDirectory.create(parent);
    return new EmbeddedLauncher(
        directory, ServerAccount.ofThisJvm(directory.node("probe")), binaries);
  }

  @Override
  public void initialise(RegionNode node, Map<String, String> parameters) throws IOException {
    data(node).initialise(account, binaries, parameters);
  }

  @Override
  public void copy(
      RegionNode primary, Connection onPrimary, RegionNode standby, String primaryConnectionInfo)
      throws IOException, SQLException {
    data(standby).copyFrom(directory.node(primary.region()), onPrimary, primaryConnectionInfo);
    account.own(directory.node(standby.region()));
  }

  @Override
  public RunningServer start(RegionNode node) throws IOException {
    return ServerProcess.start(
        new ServerFiles(directory.node(node.region())), account, binaries, node.port());
  }

  private DataDirectory data(RegionNode node) throws IOException {
    return new DataDirectory(directory.node(node.region()));
  }
}
