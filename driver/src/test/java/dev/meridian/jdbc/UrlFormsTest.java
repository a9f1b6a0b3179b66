package dev.meridian.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.topology.Target;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

class UrlFormsTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "USER",
      value = {
        "//h/d, h:5432, d",
        "//h:5433/d, h:5433, d",
        "//h/, h:5432, USER",
        "//h:5433/, h:5433, USER",
        "//H.example.com/d, H.example.com:5432, d",
        "'//a,b,c/d', a:5432 b:5432 c:5432, d",
        "'//a:1,b:2,c:3/d', a:1 b:2 c:3, d",
        "'//a:1,b,c:65535/d', a:1 b:5432 c:65535, d",
        "'//a,b,/d', a:5432 b:5432, d",
        "'//a,b,,,/d', a:5432 b:5432, d",
        "//a:+5433/d, a:5433, d",
        "//a:05433/d, a:5433, d",
        "//:5433/d, localhost:5433, d",
        "///d, localhost:5432, d",
        "//, localhost:5432, USER",
        "///, localhost:5432, USER",
        "'', localhost:5432, USER",
        "d, localhost:5432, d",
        "d%20b, localhost:5432, d b",
        "a/b, localhost:5432, a/b",
        "//[::1]/d, [::1]:5432, d",
        "//[::1]:5433/d, [::1]:5433, d",
        "'//[::1]:5433,[2001:db8::2],h/d', [::1]:5433 [2001:db8::2]:5432 h:5432, d",
        "//[::ffff:10.0.0.1]:1/d, [::ffff:10.0.0.1]:1, d",
        "//[fe80::1%eth0]/d, [fe80::1%eth0]:5432, d",
        "//fe80::1:5433/d, [fe80::1]:5433, d",
        "//10.1.2.3:5433/d, 10.1.2.3:5433, d",
        "//h/d%2Fx, h:5432, d/x",
        "//h/d+e%20f, h:5432, d e f",
        "//h/%C3%A4, h:5432, ä",
        "//h/d@e, h:5432, d@e",
        "//h/d;x, h:5432, d;x",
        "//h/d?, h:5432, d",
        "//h/d?&&&, h:5432, d",
        "//h/d?&ssl&&user=u, h:5432, d",
        "//h/d?user=a%26b%3Dc, h:5432, d",
        "//h/?user=u, h:5432, u",
        "?user=u, localhost:5432, u",
        "'//h/d?PGHOST=a,b&PGPORT=1,2', a:1 b:2, d",
        "'//h/d?host=a,b&port=1,2', a:1 b:2, d",
        "//h/d?HOST=a&Port=7&dbname=e, a:7, e",
        "?host=a&host=b, b:5432, USER",
        "//h/d?options=-c%20a=b&ApplicationName=x%3Fy, h:5432, d",
      })
  void meansWhatItMeansToPgjdbc(String rest, String addresses, String database)
      throws SQLException {
    Target target = Urls.target(rest);
    String user = target.properties().getProperty("user");
    assertThat(Urls.addresses(target)).containsExactly(addresses.split(" ", 0));
    assertThat(target.database()).isEqualTo(database == null ? user : database);

    Properties pgjdbc = pgjdbc(rest);
    assertThat(hosts(pgjdbc)).isEqualTo(Urls.addresses(target));
    pgjdbc.remove("PGHOST");
    pgjdbc.remove("PGPORT");
    pgjdbc.remove("PGDBNAME");
    assertThat(target.properties()).containsAllEntriesOf(pgjdbc);
    assertThat(target.properties()).doesNotContainKeys("PGHOST", "PGPORT", "PGDBNAME");
  }

  @ParameterizedTest
  @CsvSource({
    "//h, has no / behind it",
    "//h?user=u, has no / behind it",
    "'//a,b', 'a,b of the URL has no /'",
    "/d, one slash",
    "//h//, more than one /",
    "//h/a/b, more than one /",
    "//h/%zz, percent-encoded",
    "%zz/b, percent-encoded",
    "//h/d?user=%zz, value of user",
    "//h/d?user=%4, value of user",
    "//h:/d, the host h:",
    "//h:x/d, the host h:x",
    "//h:0/d, the host h:0",
    "//h:-1/d, the host h:-1",
    "//h:65536/d, the host h:65536",
    "//h:99999999999/d, the host h:99999999999",
    "'//a:1, b: 2/d', the host  b: 2",
    "'//a,b:/d', the host b:",
    "//[::1]:x/d, the host [::1]:x",
    "'//,/d', names no host",
    "//::1:x/d, the host ::1:x",
    "'//h/d?PGHOST=a,b,c', as many values",
    "//h/d?PGPORT=x, as many values",
    "//h/d?port=70000, as many values",
  })
  void refusesWhatPgjdbcRefusesAndSaysWhy(String rest, String complaint) {
    assertThat(pgjdbcReads(rest)).isFalse();
    SQLException refusal = Urls.refusal(rest);
    assertThat(refusal.getSQLState()).isEqualTo("08001");
    assertThat((Throwable) refusal).hasMessageContaining(complaint);
  }

  /** pgjdbc reads these and finds out when it connects, or goes somewhere else. */
  @ParameterizedTest
  @CsvSource({
    "'//a, b/d', 'host 2 of 2, '' b'', has a space'",
    "'//a ,b/d', 'host 1 of 2, ''a '', has a space'",
    "'//a,,b/d', host 2 of 3 is empty",
    "'//,b/d', host 1 of 2 is empty",
    "//::1/d, 'host 1 of 1, :, is neither'",
    "//a:b:5432/d, 'host 1 of 1, a:b, is neither'",
    "//[h]/d, 'host 1 of 1, [h], is neither'",
    "'//h/d?PGHOST=,&PGPORT=,', names no host",
    "//u:secret@h/d, has an @ among its hosts",
  })
  void refusesHostsThatCanBeNone(String rest, String complaint) {
    SQLException refusal = Urls.refusal(rest);
    assertThat(refusal.getSQLState()).isEqualTo("08001");
    assertThat((Throwable) refusal).hasMessageContaining(complaint);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "jdbc:",
        "jdbc:postgresql://h/d",
        "jdbc:meridian:",
        "jdbc:meridian:postgresql",
        "jdbc:meridian:mysql://h/d",
        "jdbc:meridian:postgresqlx://h/d",
        "jdbc:meridian2:postgresql://h/d",
        "JDBC:MERIDIAN:POSTGRESQL://h/d",
        "jdbc:Meridian:postgresql://h/d",
        " jdbc:meridian:postgresql://h/d",
        "jdbc:h2:mem:jdbc:meridian:postgresql://h/d",
      })
  void leavesAForeignUrlAlone(String url) throws SQLException {
    assertThat(MeridianUrl.accepts(url)).isFalse();
    assertThat(MeridianUrl.parse(url, new Properties())).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"//h/d", "", "//broken", "/x", "//h/d?maxLga=1"})
  void acceptsItsOwnPrefixWellFormedOrNotSoThatConnectingSaysWhatIsWrong(String rest) {
    assertThat(MeridianUrl.accepts(MeridianUrl.PREFIX + rest)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//a,b/d?region=eu&nodeRegions=us,eu&roles=primary,auto&maxLag=5s&probeInterval=1s",
        "//a/d?catchUpTimeout=0ms&whenStale=fail&primaryOnly=s.t,%22T%22&safeFunctions=f",
        "//a/d?maxConnections=5&borrowTimeout=1m&user=u&ssl=true",
      })
  void withoutMeridianItIsAUrlThatPgjdbcReads(String rest) throws SQLException {
    assertThat(Urls.addresses(Urls.target(rest))).isEqualTo(hosts(pgjdbc(rest)));
  }

  private static boolean pgjdbcReads(String rest) {
    try {
      return Driver.parseURL("jdbc:postgresql:" + rest, null) != null;
    } catch (StringIndexOutOfBoundsException e) {
      return false;
    }
  }

  private static Properties pgjdbc(String rest) {
    Properties read = Driver.parseURL("jdbc:postgresql:" + rest, null);
    if (read == null) {
      throw new AssertionError("pgjdbc does not read " + rest);
    }
    return read;
  }

  /** pgjdbc's own pairs, with an IPv6 literal in brackets and the loopback address by its name. */
  private static List<String> hosts(Properties pgjdbc) {
    String[] hosts = pgjdbc.getProperty("PGHOST").split(",", 0);
    String[] ports = pgjdbc.getProperty("PGPORT").split(",", 0);
    List<String> written =
        Arrays.stream(hosts)
            .map(host -> host.isEmpty() ? "localhost" : host)
            .map(host -> host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host)
            .toList();
    return IntStream.range(0, written.size())
        .boxed()
        .flatMap(i -> Stream.of(written.get(i) + ":" + Integer.parseInt(ports[i])))
        .toList();
  }
}
