package dev.meridian.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The processes of servers as this machine sees them, in containers or not. */
final class ServerProcesses {
  private ServerProcesses() {}

  /** All whose command names the directory, and their children. */
  static List<ProcessHandle> in(Path directory) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(directory.toString()))
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .distinct()
        .toList();
  }
}
