package dev.meridian.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JvmDeathTest {
  @Test
  void leavesNothingWhenTheJvmIsKilled() throws IOException {
    endsWithItsServers(Process::destroyForcibly);
  }

  @Test
  void leavesNothingWhenTheJvmExitsWithoutClosing() throws IOException {
    endsWithItsServers(jvm -> jvm.getOutputStream().close());
  }

  private static void endsWithItsServers(Ending ending) throws IOException {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                property(ServerSource.SERVERS, "embedded"),
                property(ServerSource.IMAGE, ContainerImage.OFFICIAL),
                property("java.util.logging.config.file", ""),
                "-cp",
                System.getProperty("java.class.path"),
                DoomedJvm.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      Path world = Path.of(dataDirectory(jvm)).resolve("../..").normalize();
      List<ProcessHandle> started = ServerProcesses.in(world);
      assertThat(started).as("two postmasters with their children").hasSizeGreaterThan(8);
      assertThat(world).isDirectory();

      ending.end(jvm);

      Eventually.holds(() -> !jvm.isAlive());
      Eventually.holds(() -> started.stream().noneMatch(ProcessHandle::isAlive));
      Eventually.holds(() -> Files.notExists(world));
    } finally {
      jvm.destroyForcibly();
    }
  }

  private static String property(String name, String otherwise) {
    return "-D" + name + "=" + System.getProperty(name, otherwise);
  }

  private static String dataDirectory(Process jvm) throws IOException {
    BufferedReader output =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
    String line = output.readLine();
    assertThat(line).startsWith(DoomedJvm.READY);
    return line.substring(DoomedJvm.READY.length());
  }

  private interface Ending {
    void end(Process jvm) throws IOException;
  }
}
