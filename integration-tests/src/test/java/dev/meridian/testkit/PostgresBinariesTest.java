package dev.meridian.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {
  @Test
  void areUnpackedOnceThoughTwoDoItAtTheSameTime(@TempDir Path cache) throws IOException {
    CompletableFuture<PostgresBinaries> one = unpack(cache);
    CompletableFuture<PostgresBinaries> other = unpack(cache);
    assertThat(one.join().program("postgres")).isEqualTo(other.join().program("postgres"));
    assertThat(Path.of(one.join().program("initdb"))).isExecutable();
    try (Stream<Path> left = Files.list(cache)) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void saysWhereItLookedForAVersionThatIsNotThere() {
    assertThatThrownBy(() -> PostgresArchive.find("42"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("no binaries of PostgreSQL 42 for " + Platform.name())
        .hasMessageContaining("-D" + PostgresArchive.DIRECTORY);
  }

  private static CompletableFuture<PostgresBinaries> unpack(Path cache) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return PostgresBinaries.unpackedIn(cache, PostgresArchive.find(null));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        Daemon.EXECUTOR);
  }
}
