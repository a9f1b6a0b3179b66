package dev.meridian.jdbc.web;

import dev.meridian.jdbc.api.Session;
import dev.meridian.jdbc.session.TokenCodec;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Tokens in cookies, one a position, so that parallel responses do not run a browser backwards in
 * whatever order they come in:
 *
 * <ol>
 *   <li>The name of a cookie is made of the position that its token stands for. Where that is not
 *       known, or there are several, of which one is not, it is random.
 *   <li>A request has seen what all its cookies stand for.
 *   <li>A response brings its own cookie and takes away those of its request, which are all covered
 *       by its own. It touches no other: so nothing newer is ever lost, and two that say the same
 *       are one.
 * </ol>
 *
 * <p>In rest there is one cookie; after n parallel responses that told different positions there
 * are n until the next that tells one. Immutable.
 *
 * @param name what the cookies' names begin with
 * @param life how long a browser keeps them
 */
record CookieCarrier(String name, Duration life) implements Carrier {

  private static final String SEPARATOR = "-";
  private static final Pattern SLOT = Pattern.compile("[0-9a-f]{8}");
  // Of more than that it is only noted that there were more.
  private static final int MOST = 16;
  // So that what is taken away fits into the header of a response.
  private static final int MOST_REMOVED = 32;

  @Override
  public Collection<String> receive(HttpServletRequest request, Session session) {
    Set<String> texts = new HashSet<>();
    for (Cookie cookie : mine(request)) {
      if (texts.size() == MOST) {
        session.behind();
        break;
      }
      String text = cookie.getValue();
      if (texts.add(text)) {
        session.join(text);
      }
    }
    return texts;
  }

  @Override
  public void send(String token, HttpServletRequest request, HttpServletResponse response) {
    String own = name + SEPARATOR + slot(token);
    mine(request).stream()
        .map(Cookie::getName)
        .distinct()
        .filter(seen -> !seen.equals(own))
        .limit(MOST_REMOVED)
        .forEach(seen -> response.addCookie(cookie(seen, "", Duration.ZERO)));
    response.addCookie(cookie(own, token, life));
  }

  private List<Cookie> mine(HttpServletRequest request) {
    Cookie @Nullable [] cookies = request.getCookies();
    return cookies == null
        ? List.of()
        : Stream.of(cookies).filter(cookie -> isMine(cookie.getName())).toList();
  }

  private boolean isMine(String cookie) {
    return cookie.startsWith(name + SEPARATOR)
        && SLOT.matcher(cookie.substring(name.length() + SEPARATOR.length())).matches();
  }

  /** Differs wherever two positions of one system differ in less than 4 GB of WAL. */
  private static String slot(String token) {
    CRC32 sum = new CRC32();
    for (String part : token.split("\\.", -1)) {
      String mark = TokenCodec.mark(part);
      if (mark == null) {
        return "%08x".formatted(ThreadLocalRandom.current().nextInt());
      }
      sum.update(mark.getBytes(StandardCharsets.US_ASCII));
    }
    return "%08x".formatted(sum.getValue());
  }

  private static Cookie cookie(String name, String value, Duration life) {
    Cookie cookie = new Cookie(name, value);
    cookie.setPath("/");
    cookie.setSecure(true);
    cookie.setHttpOnly(true);
    cookie.setAttribute("SameSite", "Lax");
    cookie.setMaxAge(Math.toIntExact(life.toSeconds()));
    return cookie;
  }
}
