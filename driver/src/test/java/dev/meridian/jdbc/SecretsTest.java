package dev.meridian.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.topology.Target;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        // pgjdbc's parser logs the first three whole
        "//h?user=u&password=hunter2",
        "//h/a/b?password=hunter2",
        "//h//?sslpassword=hunter2",
        "/d?password=hunter2",
        "//h/d?password=hunter2&user=%zz",
        "//h/d?password=hunter2%",
        "//h/d?password=hunter2%zz",
        "//h:x/d?password=hunter2",
        "//h,h/d?password=hunter2",
        "//h/d?password=hunter2&maxLag=30",
        "//h/d?password=hunter2&nodeRegions=a,b",
        "//h/d?password=hunter2&service=nowhere",
        "//h/d?password=hunter2&targetServerType=x",
        "//h/d?password=hunter2&replication=x",
        "//h/d?password=hunter2&maxLga=1s",
        "//h/d?passwrd=hunter2",
        "//h/d?Password=hunter2",
        // the rest of a password that was not encoded
        "//h/d?password=a&hunter2",
        "//h/d?password=a&hunter2=b",
        "//h/d?password=a&user=u&hunter2=%zz",
        "//h/d?sslpassword=a&hunter2",
        "//h/d?sslfactoryarg=a&hunter2",
        // a password in the wrong place
        "//u:hunter2@h/d",
        "//u:hunter2@h",
        "//u:hun/hunter2@h/d",
        "//u:hunter2?x@h/d",
        "//u:x/hunter2?x@h/d",
        "//h;user=u;password=hunter2",
        "//h:5432;user=u;password=hunter2",
        "//h:5432;user=u;password=hunter2/d",
        "//h/d?maxLag=30s;password=hunter2",
        "//h/d?maxLag=30s?password=hunter2",
        "//h/d?roles=auto;password=hunter2",
        "//h/d?targetServerType=any;password=hunter2",
        "//h/d?replication=true;password=hunter2",
      })
  void noMessageOrLogShowsAPassword(String rest) {
    try (LogOf pgjdbc = new LogOf("org.postgresql");
        LogOf own = new LogOf("dev.meridian.jdbc")) {
      StringWriter trace = new StringWriter();
      Urls.refusal(rest).printStackTrace(new PrintWriter(trace));
      assertThat(trace.toString()).doesNotContain("hunter2");
      assertThat(String.join("\n", pgjdbc.lines())).doesNotContain("hunter2");
      assertThat(String.join("\n", own.lines())).doesNotContain("hunter2");
    }
  }

  @Test
  void aTargetDoesNotShowItsPassword() throws SQLException {
    Target target = Urls.target("//h/d?password=hunter2", Map.of("sslpassword", "hunter2"));
    assertThat(target.properties()).containsEntry("password", "hunter2");
    assertThat(target.toString()).contains("h:5432").doesNotContain("hunter2");
  }

  @Test
  void askingForPropertiesOfABrokenUrlLogsNoPassword() {
    try (LogOf pgjdbc = new LogOf("org.postgresql")) {
      String url = MeridianUrl.PREFIX + "//h?password=hunter2";
      assertThat(Arrays.asList(MeridianUrl.propertyInfo(url, null))).isNotEmpty();
      assertThat(pgjdbc.lines()).isEmpty();
    }
  }
}
