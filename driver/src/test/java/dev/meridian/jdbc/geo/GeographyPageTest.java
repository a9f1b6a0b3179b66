package dev.meridian.jdbc.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/geography.md tells of all that is read. */
class GeographyPageTest {

  private static String page() throws IOException {
    return Files.readString(Path.of("..", "docs", "geography.md"));
  }

  @ParameterizedTest
  @EnumSource
  void namesEveryVariable(RegionVariable variable) throws IOException {
    assertThat(page()).contains("| `" + variable.name() + "` |");
  }

  @ParameterizedTest
  @EnumSource
  void namesEveryFormOfHostsNames(HostForm form) throws IOException {
    assertThat(page()).contains("`" + form.form() + "`");
  }
}
