package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.jdbc.api.Role;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodesFileTest {

  private static final String WHOLE =
      """
      # the shop's servers
      db-us            region=us-east-1 role=primary

      db-eu:5433       region=eu-west-1#1   drain   # back on Monday
      [2001:db8::7]:6432 role=subscriber
      10.0.0.9 role=auto
      """;

  private static List<Node> parse(String text) throws SQLException {
    return new NodesFile("file:/etc/nodes").parse(text);
  }

  @Test
  void readsHostsPortsLabelsAndDrains() throws SQLException {
    assertThat(parse(WHOLE))
        .containsExactly(
            node(0, "db-us", 5432, "us-east-1", Role.PRIMARY, false),
            node(1, "db-eu", 5433, "eu-west-1#1", null, true),
            node(2, "2001:db8::7", 6432, null, Role.SUBSCRIBER, false),
            node(3, "10.0.0.9", 5432, null, null, false));
    assertThat(parse(WHOLE.replace("\n", "\r\n"))).isEqualTo(parse(WHOLE));
  }

  private static Node node(
      int index,
      String host,
      int port,
      @Nullable String region,
      @Nullable Role role,
      boolean drained) {
    return new Node(index, index, host, port, null, false, region, role, drained);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "db-eu:0            | port",
        "db-eu:65536        | port",
        "db-eu:             | port",
        "db-eu:54x          | port",
        "db-eu:5432:5433    | more than one colon",
        "::1                | [::1]",
        "[::1               | brackets",
        "[db-eu]            | brackets",
        "[::1]5432          | port",
        ":5432              | no host",
        "db-us,db-eu        | no host",
        "db eu              | 'eu'",
        "user@db            | an @",
        "db/shop            | no host",
        "db?x=1             | no host",
        "region=eu          | no host",
        "db reg=eu          | 'reg=eu'",
        "db region=         | label",
        "db region=a,b      | comma",
        "db role=           | no role",
        "db role=Primary    | no role",
        "db role=leader     | 'role=leader'",
        "db drained         | 'drained'",
        "db drain drain     | twice",
        "db role=auto role=auto | twice",
        "ok:5432            | twice",
        "OK                 | twice",
        "two role=primary   | twice"
      })
  void aBrokenLineIsNamedWithFileLineAndValue(String line, String why) {
    assertThatThrownBy(() -> parse("# head\nok role=primary\n" + line + "\nlast\n"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("nodes=file:/etc/nodes, line 3: ")
        .hasMessageContaining(why)
        .extracting(failure -> ((SQLException) failure).getSQLState())
        .isEqualTo("22023");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app:hunter2@db-eu",
        "app:hun hunter2@db-eu",
        "db-eu:hunter2@5432",
        "db-eu password=hunter2",
        "db-eu hunter2 Password=x",
        "db-eu region=a,b sslpassword=hunter2",
        "db-eu role=hunter2 password",
      })
  void whatMayBeAPasswordIsNotShown(String line) {
    assertThatThrownBy(() -> parse("ok\n" + line))
        .hasMessageContaining("line 2: ")
        .satisfies(
            refusal -> {
              StringWriter trace = new StringWriter();
              refusal.printStackTrace(new PrintWriter(trace));
              assertThat(trace.toString()).doesNotContain("hunter2");
            });
  }

  @Test
  void aFileWithoutANodeIsBroken() {
    for (String text : List.of("", "\n\n", "# db-us\n", "   #\n \t\n")) {
      assertThatThrownBy(() -> parse(text)).hasMessageContaining("names no node");
    }
  }

  @Test
  void anythingElseThanASqlExceptionNeverComesOut() {
    Random random = new Random(6);
    String letters = "db-eu:5432[]#= \n\tregion=role=drain,/@%\\\"'\0ü";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(30); j >= 0; j--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      try {
        assertThat(parse(text.toString())).isNotEmpty();
      } catch (SQLException e) {
        assertThat(e.getSQLState()).isEqualTo("22023");
      }
    }
  }

  @Test
  void tellsOnlyOfChanges(@TempDir Path directory) throws SQLException, IOException {
    Path path = directory.resolve("nodes");
    NodesFile file = new NodesFile("file:" + path);
    assertThatThrownBy(file::changed).hasMessageContaining("NoSuchFile");
    Files.writeString(path, "db-us\n");
    assertThat(file.changed()).hasSize(1);
    assertThat(file.changed()).isNull();
    Files.writeString(path, "db-eu\n");
    assertThat(file.changed()).extracting(Node::host).containsExactly("db-eu");
    Files.write(path, "db-\u00fc\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(file::changed).hasMessageContaining("UTF-8");
    Files.write(path, new byte[(1 << 20) + 1]);
    assertThatThrownBy(file::changed).hasMessageContaining("longer than");
    Files.writeString(path, "\uFEFFdb-us\n");
    assertThat(file.changed()).extracting(Node::host).containsExactly("db-us");
  }
}
