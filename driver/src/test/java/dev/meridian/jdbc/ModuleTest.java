package dev.meridian.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ModuleTest {

  @Test
  void exportsTheFrontDoorTheApiAndTheFilterAlone() throws IOException {
    assertThat(driver().exports())
        .allMatch(exports -> !exports.isQualified())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrder(
            "dev.meridian.jdbc", "dev.meridian.jdbc.api", "dev.meridian.jdbc.web");
  }

  @Test
  void opensNothingToReflection() throws IOException {
    assertThat(driver().opens()).isEmpty();
    assertThat(driver().isOpen()).isFalse();
  }

  private static ModuleDescriptor driver() throws IOException {
    URI classes =
        URI.create(
            MeridianUrl.class.getProtectionDomain().getCodeSource().getLocation().toString());
    try (InputStream descriptor = classes.resolve("module-info.class").toURL().openStream()) {
      return ModuleDescriptor.read(descriptor);
    }
  }
}
