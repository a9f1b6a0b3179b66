package dev.meridian.jdbc.web;

import dev.meridian.jdbc.api.Session;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes the requests of one client one {@link Session}: each sees what the ones before it have read
 * and written, on whichever application node.
 *
 * <ol>
 *   <li>With a cookie or a pair of headers the client carries what was seen, signed; nothing is
 *       kept here. The response says it only if the position moved.
 *   <li>Sticky, it is kept here by the id of the HTTP session, and the client carries nothing.
 *   <li>With both, the request has seen what either says.
 *   <li>What a response carries is what was seen until just before it was committed.
 *   <li>What was seen in a data source without {@code tokenKeys} is not carried; no request fails
 *       for it.
 *   <li>Where the client's address matters, the session is told it.
 * </ol>
 *
 * <p>Map it to {@code REQUEST}, {@code ASYNC}, {@code FORWARD} and {@code ERROR}, before all that
 * uses the database, with {@code asyncSupported}. This class is threadsafe.
 */
public final class SessionTokenFilter implements Filter {

  static final String COOKIE = "__Host-meridian";
  static final Duration COOKIE_LIFE = Duration.ofHours(1);
  static final long STICKY_SESSIONS = 100_000;
  static final Duration STICKY_EXPIRY = Duration.ofMinutes(30);

  private volatile @Nullable Builder given;
  private volatile List<Carrier> carriers = List.of();
  private volatile @Nullable StickyStore store;
  private volatile @Nullable ClientAddress clients;

  /** One that its init-params describe, by the names of the {@link Builder}'s words. */
  public SessionTokenFilter() {}

  private SessionTokenFilter(Builder given) {
    this.given = given;
  }

  /** Begins one that does not depend on init-params. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts.
   *
   * @throws ServletException if tokens are to be carried and the data source has no key to sign
   *     them with, or an init-param is wrong
   */
  @Override
  public void init(FilterConfig config) throws ServletException {
    Builder built = given;
    Builder wanted = (built == null ? FilterParameters.read(config) : built).orDefault();
    if (!wanted.carriers.isEmpty()) {
      if (wanted.source == null) {
        throw new ServletException(
            "SessionTokenFilter needs a dataSource, whose tokenKeys sign what cookies and headers"
                + " carry");
      }
      SigningKey.require(wanted.source);
    }
    carriers = List.copyOf(wanted.carriers);
    store = wanted.store;
    clients = wanted.clients;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest question
        && response instanceof HttpServletResponse answer) {
      doFilter(question, answer, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  private void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Exchange exchange = Exchange.of(request, store, carriers, clients);
    HttpServletResponse carrying = CarryingResponse.around(response, exchange);
    Session before = Session.current();
    exchange.session().withinThoseOf(before);
    Session.bind(exchange.session());
    try {
      chain.doFilter(new CarryingRequest(request, carrying, exchange), carrying);
    } finally {
      Session.bind(before);
      if (!request.isAsyncStarted()) {
        exchange.carry(carrying);
      }
    }
  }

  /** Forgets what is kept here. */
  @Override
  public void destroy() {
    StickyStore kept = store;
    if (kept != null) {
      kept.clear();
    }
  }

  /**
   * Says how sessions are carried; without a word, by the cookie {@code __Host-meridian}. Not
   * threadsafe.
   */
  public static final class Builder {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private final List<Carrier> carriers = new ArrayList<>();
    private @Nullable DataSource source;
    private @Nullable StickyStore store;
    private @Nullable ClientAddress clients;

    private Builder() {}

    /** Whose {@code tokenKeys} there must be; wanted for cookies and headers. */
    public Builder dataSource(DataSource wanted) {
      source = wanted;
      return this;
    }

    /** As {@link #cookie(String, Duration)}, kept for an hour. */
    public Builder cookie(String name) {
      return cookie(name, COOKIE_LIFE);
    }

    /**
     * Carries by cookies.
     *
     * @param name what their names begin with; itself with {@code __Host-}
     * @param life how long a browser keeps them: more than {@code maxLag}
     */
    public Builder cookie(String name, Duration life) {
      if (!name.startsWith("__Host-") || !TOKEN.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "cookie=" + name + ": a name of letters, digits and - that begins with __Host-");
      }
      if (life.toSeconds() < 1 || life.toSeconds() > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("cookieLife=" + life + ": at least one second");
      }
      carriers.add(new CookieCarrier(name, life));
      return this;
    }

    /** Carries by headers, for clients that are programs. */
    public Builder header(String request, String response) {
      for (String name : List.of(request, response)) {
        if (!TOKEN.matcher(name).matches()) {
          throw new IllegalArgumentException("header " + name + ": no name of a header");
        }
      }
      carriers.add(new HeaderCarrier(request, response));
      return this;
    }

    /** As {@link #sticky(long, Duration)}, of 100,000 sessions, each for half an hour. */
    public Builder sticky() {
      return sticky(STICKY_SESSIONS, STICKY_EXPIRY);
    }

    /**
     * Keeps what HTTP sessions have seen here. One that is put out is held to have seen all that
     * there was when it comes back.
     *
     * @param most how many are kept
     * @param expiry how long each is kept after its last request
     */
    public Builder sticky(long most, Duration expiry) {
      if (most < 1 || expiry.isNegative() || expiry.isZero()) {
        throw new IllegalArgumentException(
            "stickySessions=" + most + ", stickyExpiry=" + expiry + ": both more than nothing");
      }
      store = new StickyStore(most, expiry);
      return this;
    }

    /**
     * Tells each request's session where its client is, as {@link Session#from} wants it: at the
     * address that the connection came from or, if that is a trusted proxy's, at the one that the
     * header {@code Forwarded} or {@code X-Forwarded-For} gives. Where they are of no use, it is
     * told nothing.
     *
     * @param trustedProxies addresses and networks, such as {@code 10.0.0.0/8}: of all the proxies
     *     through which requests come, and of nobody else
     * @throws IllegalArgumentException names one that is neither
     */
    public Builder clientAddress(String... trustedProxies) {
      clients = new ClientAddress(TrustedProxies.of(List.of(trustedProxies)));
      return this;
    }

    private Builder orDefault() {
      return carriers.isEmpty() && store == null ? cookie(COOKIE) : this;
    }

    /** The filter, which starts when the container does. */
    public SessionTokenFilter build() {
      return new SessionTokenFilter(this);
    }
  }
}
