package dev.meridian.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Role;
import dev.meridian.jdbc.topology.Node;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostListTest {

  @Test
  void labelsTheHostsInTheirOrder() throws SQLException {
    assertThat(
            Urls.target("//a,b,[::1]/d?nodeRegions=us, eu ,ap&roles=primary,auto,subscriber")
                .nodes())
        .containsExactly(
            new Node(0, "a", 5432, "us", Role.PRIMARY),
            new Node(1, "b", 5432, "eu", null),
            new Node(2, "::1", 5432, "ap", Role.SUBSCRIBER));
  }

  @ParameterizedTest
  @CsvSource({
    "'//a,a/d', a:5432 twice, host 1 and host 2",
    "'//a,b,a:5432/d', a:5432 twice, host 1 and host 3",
    "'//db.EU,b,DB.eu/d', DB.eu:5432 twice, host 1 and host 3",
    "'//[::1],[::1]:5432/d', [::1]:5432 twice, host 1 and host 2",
    "'//[FE80::1],[fe80::1]/d', [fe80::1]:5432 twice, host 1 and host 2",
    "'//localhost,:5432/d', localhost:5432 twice, host 1 and host 2",
  })
  void refusesAHostThatIsThereTwice(String rest, String what, String where) {
    SQLException refusal = Urls.refusal(rest);
    assertThat(refusal.getSQLState()).isEqualTo("22023");
    assertThat((Throwable) refusal).hasMessageContaining(what).hasMessageContaining(where);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"app:hunter2@db", "hunter2@db", "db password=hunter2", "db:password:hunter2"})
  void aHostThatMayBeAPasswordIsNotShown(String host) {
    SQLException refusal = Urls.refusal("d", Map.of("PGHOST", host));
    StringWriter trace = new StringWriter();
    refusal.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).contains("host 1 of 1").doesNotContain("hunter2");
  }

  @Test
  void oneHostWithTwoPortsIsTwoNodes() throws SQLException {
    assertThat(Urls.addresses(Urls.target("//a:1,a:2/d"))).containsExactly("a:1", "a:2");
  }

  @ParameterizedTest
  @CsvSource({
    "'//a,b,c/d?nodeRegions=us,eu', 'nodeRegions has 2 (us, eu)', 'has 3 (a:5432, b:5432, c:5432)'",
    "'//a/d?nodeRegions=us,eu', 'nodeRegions has 2 (us, eu)', has 1 (a:5432)",
    "'//a,b/d?roles=auto', roles has 1 (auto), 'has 2 (a:5432, b:5432)'",
    "'//a/d?roles=primary,standby', 'roles has 2 (primary, standby)', has 1 (a:5432)",
  })
  void refusesLabelsAndRolesOfAnotherCount(String rest, String given, String hosts) {
    SQLException refusal = Urls.refusal(rest);
    assertThat(refusal.getSQLState()).isEqualTo("22023");
    assertThat((Throwable) refusal).hasMessageContaining(given).hasMessageContaining(hosts);
  }

  @Test
  void refusesTwoPrimaries() {
    assertThat((Throwable) Urls.refusal("//a,b/d?roles=primary,primary"))
        .hasMessageContaining("roles=primary,primary states more than one primary");
  }
}
