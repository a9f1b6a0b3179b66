package dev.meridian.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a node's files come to be: freshly made, or copied from a running primary. */
final class DataDirectory {
  private static final Set<String> NOT_COPIED =
      Set.of("postmaster.pid", "postmaster.opts", "pg_wal", "pg_replslot", "pg_dynshmem");

  private final Path node;

  DataDirectory(Path node) {
    this.node = node;
  }

  void initialise(ServerAccount account, PostgresBinaries binaries, Map<String, String> parameters)
      throws IOException {
    Path password = Files.writeString(node.resolve("password"), World.SUPERUSER_PASSWORD);
    account.own(node);
    Command initdb =
        Command.run(
            account.command(
                List.of(
                    binaries.program("initdb"),
                    "--pgdata=" + data(),
                    "--username=" + World.SUPERUSER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--no-locale",
                    "--no-sync",
                    "--no-instructions")));
    if (initdb.exitCode() != 0) {
      throw new IOException("initdb failed in " + node + ":\n" + initdb.output());
    }
    Files.delete(password);
    Map<String, String> settings = settings(parameters);
    if (majorVersion() >= 18) {
      settings.putIfAbsent("io_method", "sync");
    }
    append("postgresql.conf", lines(settings));
  }

  /**
   * Copies a running primary, as pg_basebackup does, which the binaries lack. The WAL comes last,
   * so that the copy is consistent before it has received anything.
   */
  void copyFrom(Path primary, Connection onPrimary, String primaryConnInfo)
      throws IOException, SQLException {
    if (Files.exists(data())) {
      Trees.delete(data());
    }
    Files.createDirectories(data());
    Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("rwx------"));
    try (Statement statement = onPrimary.createStatement()) {
      statement.execute("SELECT pg_backup_start('meridian', fast => true)");
      Trees.copy(primary.resolve("data"), data(), path -> !isLeftOut(path));
      try (ResultSet label =
          statement.executeQuery(
              "SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)")) {
        label.next();
        Files.writeString(data().resolve("backup_label"), label.getString(1));
      }
    }
    Trees.copy(primary.resolve("data/pg_wal"), data().resolve("pg_wal"), path -> true);
    Files.createDirectories(data().resolve("pg_replslot"));
    Files.createDirectories(data().resolve("pg_dynshmem"));
    Files.createFile(data().resolve("standby.signal"));
    append("postgresql.auto.conf", lines(Map.of("primary_conninfo", primaryConnInfo)));
  }

  private static boolean isLeftOut(Path relative) {
    return NOT_COPIED.contains(relative.getName(0).toString());
  }

  /** Lines for postgresql.conf. */
  static String lines(Map<String, String> settings) {
    StringBuilder lines = new StringBuilder("\n");
    settings.forEach(
        (name, value) ->
            lines.append(name).append(" = '").append(value.replace("'", "''")).append("'\n"));
    return lines.toString();
  }

  private void append(String file, String lines) throws IOException {
    Files.writeString(data().resolve(file), lines, StandardOpenOption.APPEND);
  }

  private int majorVersion() throws IOException {
    return Integer.parseInt(Files.readString(data().resolve("PG_VERSION")).strip());
  }

  private Path data() {
    return node.resolve("data");
  }

  /** Small and quick where no test can tell, and else as PostgreSQL comes; the world's own last. */
  static Map<String, String> settings(Map<String, String> parameters) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("listen_addresses", "127.0.0.1");
    settings.put("unix_socket_directories", "");
    settings.put("max_connections", "100");
    settings.put("shared_buffers", "32MB");
    // A process that is killed loses nothing that it handed to the kernel.
    settings.put("fsync", "off");
    settings.put("wal_init_zero", "off");
    settings.put("jit", "off");
    // In the data directory, and so removed with it even after SIGKILL.
    settings.put("dynamic_shared_memory_type", "mmap");
    settings.put("wal_level", "logical");
    settings.put("wal_keep_size", "512MB");
    settings.put("max_wal_senders", "20");
    settings.put("max_replication_slots", "20");
    settings.put("max_worker_processes", "16");
    settings.put("max_logical_replication_workers", "10");
    settings.put("max_sync_workers_per_subscription", "4");
    settings.put("wal_sender_timeout", "10s");
    settings.put("wal_receiver_timeout", "10s");
    settings.put("wal_retrieve_retry_interval", "200ms");
    settings.put("timezone", "UTC");
    settings.put("log_line_prefix", "%m [%p] %q%u@%d ");
    settings.putAll(parameters);
    return settings;
  }
}
