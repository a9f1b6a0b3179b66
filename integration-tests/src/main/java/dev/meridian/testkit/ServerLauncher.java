package dev.meridian.testkit;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What every server of a world is started with. */
record ServerLauncher(WorldDirectory directory, ServerAccount account, PostgresBinaries binaries) {
  static ServerLauncher create(@Nullable String major) throws IOException {
    Path parent = WorldDirectory.parent();
    PostgresBinaries binaries = PostgresBinaries.unpackedIn(parent, PostgresArchive.find(major));
    WorldDirectory directory = WorldDirectory.create(parent);
    return new ServerLauncher(
        directory, ServerAccount.ofThisJvm(directory.node("probe")), binaries);
  }

  ServerProcess start(RegionNode node) throws IOException {
    return ServerProcess.start(directory.node(node.region()), account, binaries, node.port());
  }

  DataDirectory data(RegionNode node) throws IOException {
    return new DataDirectory(directory.node(node.region()), account);
  }
}
