package dev.meridian.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ServerSourceTest {
  private final @Nullable String servers = System.getProperty(ServerSource.SERVERS);
  private final @Nullable String image = System.getProperty(ServerSource.IMAGE);

  @AfterEach
  void restore() {
    set(ServerSource.SERVERS, servers);
    set(ServerSource.IMAGE, image);
  }

  @Test
  void isTheBinariesUnlessContainersAreWanted() {
    set(ServerSource.SERVERS, null);
    assertThat(ServerSource.ofProperties()).isEqualTo(new ServerSource.Embedded());
  }

  @Test
  void isTheOfficialImageUnlessAnotherIsNamed() {
    set(ServerSource.SERVERS, "containers");
    set(ServerSource.IMAGE, null);
    assertThat(image().of(null)).isEqualTo("postgres:18");
    assertThat(image().of("15")).isEqualTo("postgres:15");
    set(ServerSource.IMAGE, "mirror.example:5000/postgres:17-alpine");
    assertThat(image().of(null)).isEqualTo("mirror.example:5000/postgres:17-alpine");
    assertThat(image().of("17")).isEqualTo("mirror.example:5000/postgres:17-alpine");
  }

  @Test
  void takesNoImageForAnotherVersionThanItsTagSays() {
    assertThatThrownBy(() -> new ContainerImage("postgres:18-slim").of("15"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the image postgres:18-slim is not PostgreSQL 15: name images of any version, such as"
                + " meridian.testkit.image=postgres:{version}");
  }

  @Test
  void rejectsAWordThatItDoesNotKnow() {
    set(ServerSource.SERVERS, "docker");
    assertThatThrownBy(MultiRegionPostgres::builder)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("meridian.testkit.servers=docker is neither embedded nor containers");
  }

  @Test
  void namesTheArtifactThatIsMissing() {
    assertThatThrownBy(() -> ContainerLauncher.requireLibrary(ClassLoader.getPlatformClassLoader()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("org.testcontainers:testcontainers-postgresql 2.x");
  }

  private static ContainerImage image() {
    assertThat(ServerSource.ofProperties()).isInstanceOf(ContainerImage.class);
    return (ContainerImage) ServerSource.ofProperties();
  }

  private static void set(String name, @Nullable String value) {
    if (value == null) {
      System.clearProperty(name);
    } else {
      System.setProperty(name, value);
    }
  }
}
