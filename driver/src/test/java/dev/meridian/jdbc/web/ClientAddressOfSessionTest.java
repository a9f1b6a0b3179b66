package dev.meridian.jdbc.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.jdbc.api.Session;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.net.InetAddress;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the filter tells sessions of where clients are; they are sticky, which needs no database.
 */
class ClientAddressOfSessionTest {

  private static final String OLDER = "X-Forwarded-For";

  private static SessionTokenFilter started(Map<String, String> parameters)
      throws ServletException {
    SessionTokenFilter filter = new SessionTokenFilter();
    filter.init(config(parameters));
    return filter;
  }

  private static FilterConfig config(Map<String, String> parameters) {
    return StubRequest.stub(
        FilterConfig.class,
        (method, arguments) ->
            switch (method.getName()) {
              case "getInitParameterNames" -> Collections.enumeration(parameters.keySet());
              case "getInitParameter" -> parameters.get(arguments[0]);
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private static SessionTokenFilter trusting(String proxies) throws ServletException {
    return started(Map.of("stickySessions", "10", "trustedProxies", proxies));
  }

  /** The session within which the rest of the chain runs. */
  private static Session session(SessionTokenFilter filter, HttpServletRequest request)
      throws Exception {
    AtomicReference<@Nullable Session> bound = new AtomicReference<>();
    HttpServletResponse response =
        StubRequest.stub(
            HttpServletResponse.class,
            (method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            });
    filter.doFilter(request, response, (inner, answer) -> bound.set(Session.current()));
    return Objects.requireNonNull(bound.get());
  }

  private static @Nullable String told(Session session) {
    InetAddress address = session.address();
    return address == null ? null : address.getHostAddress();
  }

  @Test
  void nothingIsToldOrAskedUnlessItIsWanted() throws Exception {
    StubRequest request = StubRequest.from("198.51.100.7").header(OLDER, "6.6.6.6");
    SessionTokenFilter filter = started(Map.of("stickySessions", "10"));
    assertThat(told(session(filter, request.request()))).isNull();
    assertThat(request.asked).doesNotContain("getRemoteAddr");
    assertThat(request.asked).noneMatch(asked -> asked.startsWith("getHeaders"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "192.0.2.1", "192.0.2.1, fd00::/16"})
  void withoutTrustTheConnectionsOwnAddressIsTold(String proxies) throws Exception {
    StubRequest request = StubRequest.from("10.1.1.1").header(OLDER, "6.6.6.6");
    assertThat(told(session(trusting(proxies), request.request()))).isEqualTo("10.1.1.1");
  }

  @Test
  void theClientsAddressBehindTrustedProxiesIsTold() throws Exception {
    StubRequest request = StubRequest.from("10.1.1.1").header(OLDER, "198.51.100.7, fd00::1");
    assertThat(told(session(trusting("10.0.0.0/8,fd00::/16"), request.request())))
        .isEqualTo("198.51.100.7");
  }

  @Test
  void theBuilderSaysTheSame() throws Exception {
    SessionTokenFilter filter =
        SessionTokenFilter.builder().sticky().clientAddress("10.0.0.0/8").build();
    filter.init(config(Map.of()));
    StubRequest request = StubRequest.from("10.1.1.1").header(OLDER, "198.51.100.7");
    assertThat(told(session(filter, request.request()))).isEqualTo("198.51.100.7");
  }

  @Test
  void anUnknownClientIsNoFailureAndNothingIsTold() throws Exception {
    SessionTokenFilter filter = trusting("10.0.0.0/8");
    StubRequest hidden = StubRequest.from("10.1.1.1").header(OLDER, "_hidden");
    assertThat(told(session(filter, hidden.request()))).isNull();
    assertThat(told(session(filter, StubRequest.from(null).request()))).isNull();
  }

  @Test
  void allDispatchesOfARequestResolveOnce() throws Exception {
    SessionTokenFilter filter = trusting("10.0.0.0/8");
    StubRequest request = StubRequest.from("10.1.1.1").header(OLDER, "198.51.100.7");
    Session first = session(filter, request.request());
    request.header(OLDER, "198.51.100.8");
    assertThat(session(filter, request.request())).isSameAs(first);
    assertThat(told(first)).isEqualTo("198.51.100.7");
    assertThat(request.asked).containsOnlyOnce("getRemoteAddr");
  }

  @Test
  void aStickySessionHasTheNewestAddressThatIsKnown() throws Exception {
    SessionTokenFilter filter = trusting("10.0.0.0/8");
    HttpSession http = StubRequest.session("a");
    Session kept = session(filter, StubRequest.from("198.51.100.7").in(http).request());
    assertThat(told(kept)).isEqualTo("198.51.100.7");
    assertThat(session(filter, StubRequest.from("198.51.100.8").in(http).request())).isSameAs(kept);
    assertThat(told(kept)).isEqualTo("198.51.100.8");
    session(filter, StubRequest.from("nobody").in(http).request());
    assertThat(told(kept)).isEqualTo("198.51.100.8");
    Session other =
        session(filter, StubRequest.from("198.51.100.9").in(StubRequest.session("b")).request());
    assertThat(told(other)).isEqualTo("198.51.100.9");
    assertThat(told(kept)).isEqualTo("198.51.100.8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "10.0.0.0/40", "10.0.0.1/8"})
  void refusesToStartWithWhatIsNoAddress(String wrong) {
    assertThatThrownBy(() -> trusting("10.0.0.0/8, " + wrong))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("trustedProxies")
        .hasMessageContaining(wrong);
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "10.0.0.0/8,", "10.0.0.0/8,,192.0.2.1"})
  void refusesToStartWithAnEmptyEntry(String wrong) {
    assertThatThrownBy(() -> trusting(wrong))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("has '', which is no IPv4 or IPv6 address");
  }
}
