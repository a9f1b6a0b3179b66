package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.web.SessionTokenFilter;
import dev.meridian.testkit.MultiRegionPostgres;
import jakarta.servlet.ServletException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A browser goes from a web application in one region to one in another. */
@ShopWorld
class SessionTokenFilterTest {

  private final Browser browser = new Browser();
  private final String name = "name of " + System.nanoTime();
  private MultiRegionPostgres cluster;
  private Path keys;
  private final List<WebNode> nodes = new ArrayList<>();

  @BeforeEach
  void begin(MultiRegionPostgres cluster, @TempDir Path folder) throws Exception {
    cluster.mend();
    cluster.awaitCaughtUp();
    this.cluster = cluster;
    keys = ApplicationNode.keyFile(folder, 1);
  }

  @AfterEach
  void end() throws Exception {
    for (WebNode node : nodes) {
      node.close();
    }
    cluster.mend();
  }

  private WebNode node(String region, UnaryOperator<SessionTokenFilter.Builder> carried)
      throws Exception {
    WebNode node = new WebNode(ApplicationNode.in(cluster, region, keys), carried);
    nodes.add(node);
    return node;
  }

  private static SessionTokenFilter.Builder cookie(SessionTokenFilter.Builder filter) {
    return filter.cookie("__Host-meridian");
  }

  private static SessionTokenFilter.Builder header(SessionTokenFilter.Builder filter) {
    return filter.header("Seen", "Seen-Now");
  }

  private String to(String path) {
    return path + "?to=" + name.replace(' ', '+');
  }

  @Test
  void anOrderOfOneNodeIsReadFromTheOthersReplica() throws Exception {
    WebNode us = node("us-east-1", SessionTokenFilterTest::cookie);
    WebNode eu = node("eu-west-1", SessionTokenFilterTest::cookie);
    // So far that waiting near pays, on a busy machine too.
    cluster.from("eu-west-1").linkTo("us-east-1").roundTrip(Duration.ofMillis(100));
    int local = 0;
    for (int i = 0; i < 20; i++) {
      HttpResponse<String> written = browser.get(us.at(to("/rename") + i));
      assertThat(written.headers().firstValue("Set-Cookie").orElseThrow())
          .startsWith("__Host-meridian-")
          .contains("Path=/", "Secure", "HttpOnly", "SameSite=Lax")
          .doesNotContain("Domain");
      HttpResponse<String> read = browser.get(eu.at("/name"));
      assertThat(read.body()).isEqualTo(name + i);
      local += read.headers().firstValue("Region").orElse("").equals("eu-west-1") ? 1 : 0;
      assertThat(browser.tokens()).hasSize(1);
    }
    assertThat(local).as("reads that the local replica served").isGreaterThan(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/rename", "/long", "/redirect", "/error", "/forward", "/async", "/dispatch"})
  void seesItAlsoWhileTheReplicaStandsStillHoweverTheAnswerWasMade(String path) throws Exception {
    WebNode us = node("us-east-1", SessionTokenFilterTest::cookie);
    WebNode eu = node("eu-west-1", SessionTokenFilterTest::cookie);
    cluster.node("eu-west-1").pauseReplay();
    browser.get(us.at(to(path)));
    assertThat(browser.get(eu.at("/name")).body()).isEqualTo(name);
    assertThat(withoutCookieFrom(eu, "eu-west-1")).as("without cookie").isNotEqualTo(name);
  }

  /** What a browser without a cookie is told once its read is served in that region. */
  private static String withoutCookieFrom(WebNode node, String region) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> new Browser().get(node.at("/name")),
            answer -> answer.headers().firstValue("Region").orElse("").equals(region))
        .body();
  }

  @Test
  void parallelAnswersDoNotRunTheBrowserBackwardsInWhateverOrderTheyCome() throws Exception {
    WebNode us = node("us-east-1", SessionTokenFilterTest::cookie);
    WebNode eu = node("eu-west-1", SessionTokenFilterTest::cookie);
    browser.get(us.at("/rename?to=first"));
    List<HttpResponse<String>> answers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      answers.add(browser.ask(us.at(i == 4 ? to("/rename") : "/rename?to=earlier" + i)));
    }
    cluster.awaitCaughtUp();
    for (int order = 0; order < 5; order++) {
      Collections.rotate(answers, 1);
      Browser again = new Browser();
      again.cookies.putAll(browser.cookies);
      answers.forEach(again::take);
      assertThat(again.tokens()).hasSize(5);
      assertThat(again.get(eu.at("/name")).body()).isEqualTo(name);
      assertThat(again.tokens()).as("joined by the next that moves").hasSize(1);
    }
  }

  @Test
  void theNewestOfParallelAnswersCountsWhicheverComesLast() throws Exception {
    WebNode us = node("us-east-1", SessionTokenFilterTest::cookie);
    WebNode eu = node("eu-west-1", SessionTokenFilterTest::cookie);
    HttpResponse<String> older = browser.ask(us.at("/rename?to=older"));
    cluster.awaitCaughtUp();
    cluster.node("eu-west-1").pauseReplay();
    HttpResponse<String> newer = browser.ask(us.at(to("/rename")));
    browser.take(newer);
    browser.take(older);
    assertThat(browser.get(eu.at("/name")).body()).isEqualTo(name);
  }

  @Test
  void anAnswerThatNothingMovedCarriesNothing() throws Exception {
    WebNode us = node("us-east-1", SessionTokenFilterTest::cookie);
    browser.get(us.at(to("/rename")));
    assertThat(browser.get(us.at("/")).headers().allValues("Set-Cookie")).isEmpty();
  }

  @Test
  void anAnswerThatIsFlushedEarlyCarriesWhatWasSeenByThen() throws Exception {
    WebNode us = node("us-east-1", SessionTokenFilterTest::cookie);
    WebNode eu = node("eu-west-1", SessionTokenFilterTest::cookie);
    cluster.node("eu-west-1").pauseReplay();
    assertThat(browser.get(us.at(to("/flush"))).body()).isEqualTo("early");
    assertThat(browser.tokens()).hasSize(1);
    assertThat(browser.get(eu.at("/name")).body()).isEqualTo(name);
  }

  @Test
  void programsCarryItInHeaders() throws Exception {
    WebNode us = node("us-east-1", SessionTokenFilterTest::header);
    WebNode eu = node("eu-west-1", SessionTokenFilterTest::header);
    cluster.node("eu-west-1").pauseReplay();
    HttpResponse<String> written = browser.ask(us.at(to("/rename")));
    assertThat(written.headers().allValues("Set-Cookie")).isEmpty();
    String token = written.headers().firstValue("Seen-Now").orElseThrow();
    assertThat(browser.ask(eu.at("/name"), "Seen", token).body()).isEqualTo(name);
  }

  @Test
  void hostileCookiesDoNoHarm() throws Exception {
    WebNode us = node("us-east-1", SessionTokenFilterTest::cookie);
    for (int i = 0; i < 40; i++) {
      browser.cookies.put("__Host-meridian-%08x".formatted(i), "AQ".repeat(1 + 2 * i));
    }
    browser.cookies.put("__Host-meridian-zzz", "not mine");
    HttpResponse<String> answer = browser.get(us.at("/name"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(browser.cookies).containsKey("__Host-meridian-zzz");
    browser.get(us.at("/name"));
    assertThat(browser.tokens().size()).isLessThan(40);
  }

  @Test
  void aStickyNodeKeepsItAcrossALogin() throws Exception {
    WebNode eu = node("eu-west-1", filter -> filter.sticky(10, Duration.ofMinutes(1)));
    browser.get(eu.at("/login"));
    cluster.node("eu-west-1").pauseReplay();
    browser.get(eu.at(to("/rename")));
    assertThat(browser.tokens()).isEmpty();
    assertThat(browser.get(eu.at("/name")).body()).isEqualTo(name);
    browser.get(eu.at("/relogin"));
    assertThat(browser.get(eu.at("/name")).body()).isEqualTo(name);
    assertThat(withoutCookieFrom(eu, "eu-west-1")).as("another").isNotEqualTo(name);
  }

  @Test
  void aStickySessionThatWasPutOutIsBehindNotForgotten() throws Exception {
    WebNode eu = node("eu-west-1", filter -> filter.sticky(10, Duration.ofNanos(1)));
    browser.get(eu.at("/login"));
    cluster.node("eu-west-1").pauseReplay();
    browser.get(eu.at(to("/rename")));
    assertThat(browser.get(eu.at("/name")).body()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/address", "/address/dispatch"})
  void theSessionIsToldTheClientsAddressThatATrustedProxyGives(String path) throws Exception {
    WebNode us = node("us-east-1", filter -> cookie(filter).clientAddress("127.0.0.0/8"));
    assertThat(browser.ask(us.at(path)).body()).isEqualTo("/127.0.0.1");
    assertThat(browser.ask(us.at(path), "X-Forwarded-For", "6.6.6.6, 2001:db8::7").body())
        .isEqualTo("/2001:db8:0:0:0:0:0:7");
    HttpResponse<String> both =
        browser.ask(
            us.at(path),
            "Forwarded",
            "for=6.6.6.6",
            "Forwarded",
            "for=\"198.51.100.7:80\"",
            "X-Forwarded-For",
            "198.51.100.7");
    assertThat(both.body()).isEqualTo("/198.51.100.7");
    assertThat(browser.ask(us.at(path), "X-Forwarded-For", "unknown").body()).isEqualTo("null");
  }

  @Test
  void theSessionIsNotToldWhatAClientClaims() throws Exception {
    WebNode us = node("us-east-1", filter -> cookie(filter).clientAddress());
    WebNode eu = node("eu-west-1", SessionTokenFilterTest::cookie);
    assertThat(browser.ask(us.at("/address"), "X-Forwarded-For", "6.6.6.6").body())
        .isEqualTo("/127.0.0.1");
    assertThat(browser.ask(eu.at("/address"), "X-Forwarded-For", "6.6.6.6").body())
        .as("without clientAddress")
        .isEqualTo("null");
  }

  @Test
  void aSecondDataSourceWithoutAKeyTakesNoRequestDown() throws Exception {
    WebNode us = node("us-east-1", SessionTokenFilterTest::cookie);
    WebNode eu = node("eu-west-1", SessionTokenFilterTest::cookie);
    cluster.node("eu-west-1").pauseReplay();
    try (MeridianDataSource keyless =
        MeridianDataSource.builder().url(cluster.from("us-east-1").meridianUrl()).build()) {
      us.alsoReads(new ApplicationNode(keyless));
      HttpResponse<String> alone = browser.get(us.at("/second"));
      assertThat(alone.statusCode()).isEqualTo(200);
      assertThat(browser.tokens()).isEmpty();
      assertThat(browser.get(us.at(to("/both"))).statusCode()).isEqualTo(200);
      assertThat(browser.get(us.at("/second")).statusCode()).isEqualTo(200);
      assertThat(browser.tokens()).as("what has a key is still carried").hasSize(1);
      assertThat(browser.get(eu.at("/name")).body()).isEqualTo(name);
    }
  }

  @Test
  void refusesToStartWithoutAKey() throws Exception {
    try (MeridianDataSource keyless =
        MeridianDataSource.builder().url(cluster.from("us-east-1").meridianUrl()).build()) {
      assertThatThrownBy(
              () -> new WebNode(new ApplicationNode(keyless), SessionTokenFilterTest::cookie))
          .isInstanceOf(ServletException.class)
          .hasMessageContaining("tokenKeys");
    }
  }
}
