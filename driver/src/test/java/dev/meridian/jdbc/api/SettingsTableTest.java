package dev.meridian.jdbc.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingsTableTest {

  private static final String BEGIN = "<!-- settings:begin -->\n";
  private static final String END = "<!-- settings:end -->";

  @Test
  void theReadmeListsEverySettingAsTheEnumHasIt() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md")).replace("\r\n", "\n");
    assertThat(readme).contains(BEGIN, END);
    String table = readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END));
    assertThat(table.strip()).isEqualTo(expected());
  }

  private static String expected() {
    return Stream.concat(
            Stream.of("| Setting | Default | Allowed | Meaning |", "|---|---|---|---|"),
            Arrays.stream(Setting.values()).map(Setting::toMarkdownRow))
        .collect(Collectors.joining("\n"));
  }
}
