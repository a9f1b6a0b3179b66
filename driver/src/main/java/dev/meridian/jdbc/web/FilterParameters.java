package dev.meridian.jdbc.web;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** Reads what a web.xml says: the builder's words, durations as {@code PT30M}. */
final class FilterParameters {

  private static final Set<String> NAMES =
      Set.of(
          "dataSource",
          "cookie",
          "cookieLife",
          "requestHeader",
          "responseHeader",
          "stickySessions",
          "stickyExpiry",
          "trustedProxies");

  private FilterParameters() {}

  /**
   * Reads.
   *
   * @throws ServletException names the parameter that is unknown or wrong
   */
  static SessionTokenFilter.Builder read(FilterConfig config) throws ServletException {
    for (String name : Collections.list(config.getInitParameterNames())) {
      if (!NAMES.contains(name)) {
        throw new ServletException(
            "init-param " + name + " of SessionTokenFilter: there are " + new TreeSet<>(NAMES));
      }
    }
    SessionTokenFilter.Builder builder = SessionTokenFilter.builder();
    String source = config.getInitParameter("dataSource");
    if (source != null) {
      builder.dataSource(lookUp(source));
    }
    try {
      String cookie = config.getInitParameter("cookie");
      String life = config.getInitParameter("cookieLife");
      if (cookie != null || life != null) {
        builder.cookie(
            cookie == null ? SessionTokenFilter.COOKIE : cookie,
            life == null ? SessionTokenFilter.COOKIE_LIFE : Duration.parse(life));
      }
      String request = config.getInitParameter("requestHeader");
      String response = config.getInitParameter("responseHeader");
      if (request != null || response != null) {
        builder.header(
            request == null ? String.valueOf(response) : request,
            response == null ? String.valueOf(request) : response);
      }
      String most = config.getInitParameter("stickySessions");
      String expiry = config.getInitParameter("stickyExpiry");
      if (most != null || expiry != null) {
        builder.sticky(
            most == null ? SessionTokenFilter.STICKY_SESSIONS : Long.parseLong(most),
            expiry == null ? SessionTokenFilter.STICKY_EXPIRY : Duration.parse(expiry));
      }
      String proxies = config.getInitParameter("trustedProxies");
      if (proxies != null) {
        builder.clientAddress(proxies.isBlank() ? new String[0] : proxies.split(",", -1));
      }
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new ServletException("init-params of SessionTokenFilter: " + e.getMessage(), e);
    }
    return builder;
  }

  // The name comes from the deployment, never from a request.
  @SuppressWarnings("BanJNDI")
  private static DataSource lookUp(String name) throws ServletException {
    try {
      if (new InitialContext().lookup(name) instanceof DataSource source) {
        return source;
      }
      throw new ServletException("dataSource=" + name + " is no DataSource");
    } catch (NamingException e) {
      throw new ServletException("dataSource=" + name + " is not found: " + e.getMessage(), e);
    }
  }
}
