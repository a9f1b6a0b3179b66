package dev.meridian.integration.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page on differences names exactly those that the comparison lets pass. */
class DifferencesDocumentTest {

  private static final Path PAGE = Path.of("..", "docs", "differences.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|");

  @Test
  void thePageAndTheComparisonAllowTheSame() throws IOException {
    List<String> documented =
        ROW.matcher(Files.readString(PAGE)).results().map(row -> row.group(1)).toList();
    assertThat(documented)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Allowed.values()).map(Enum::name).toList());
  }
}
