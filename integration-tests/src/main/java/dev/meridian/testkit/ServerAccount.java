package dev.meridian.testkit;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;

/**
 * As whom the servers run: PostgreSQL refuses to run as root, and so a way has to be found round
 * it.
 */
enum ServerAccount {
  /** The JVM's own user, who is not root. */
  SELF(""),
  /**
   * A user namespace in which root is seen as nobody: files keep their owner, signals work. Linux.
   */
  NAMESPACE("unshare -U"),
  /**
   * The user nobody, where containers forbid user namespaces. Both commands end in exec: the
   * process id stays.
   */
  NOBODY(Platform.isMac() ? "chroot -u nobody /" : "chroot --userspec=nobody: /");

  /** Words before the command, with spaces between. */
  private final String prefix;

  ServerAccount(String prefix) {
    this.prefix = prefix;
  }

  static ServerAccount ofThisJvm(Path ownFile) throws IOException {
    Object uid = Files.getAttribute(ownFile, "unix:uid");
    if (!uid.equals(0)) {
      return SELF;
    }
    return NAMESPACE.works() ? NAMESPACE : NOBODY;
  }

  List<String> command(List<String> words) {
    List<String> command = new ArrayList<>();
    if (!prefix.isEmpty()) {
      command.addAll(List.of(prefix.split(" ", -1)));
    }
    command.addAll(words);
    return command;
  }

  /** Makes the directory and all in it the server's own. */
  void own(Path directory) throws IOException {
    if (this != NOBODY) {
      return;
    }
    UserPrincipal nobody =
        directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes)
              throws IOException {
            Files.setOwner(visited, nobody);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path visited, BasicFileAttributes attributes)
              throws IOException {
            Files.setOwner(visited, nobody);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private boolean works() {
    try {
      return Command.run(command(List.of("true"))).exitCode() == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }
}
