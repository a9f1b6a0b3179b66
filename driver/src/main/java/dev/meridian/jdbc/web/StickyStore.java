package dev.meridian.jdbc.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.meridian.jdbc.api.Session;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What HTTP sessions have seen, kept on this application node.
 *
 * <ol>
 *   <li>All requests of one HTTP session share one session.
 *   <li>An HTTP session that is older than its request and not known here was put out, or was on
 *       another node: it is held to have seen all that there was.
 *   <li>Where the id has changed, as at a login, what was seen is found by the id that it was kept
 *       under, which stands in the HTTP session.
 * </ol>
 *
 * <p>This class is threadsafe.
 */
final class StickyStore {

  /** Under which id an HTTP session is kept. */
  static final String KEPT_UNDER = StickyStore.class.getName() + ".keptUnder";

  private final Cache<String, Session> sessions;

  StickyStore(long most, Duration expiry) {
    sessions = Caffeine.newBuilder().maximumSize(most).expireAfterAccess(expiry).build();
  }

  /** The session of a request that comes in. */
  Session of(HttpServletRequest request) {
    HttpSession http = request.getSession(false);
    if (http == null) {
      return Session.of(null);
    }
    Session known = sessions.getIfPresent(http.getId());
    if (known == null) {
      String before = keptUnder(http);
      known = before == null ? null : sessions.asMap().remove(before);
      Session found = known == null ? unknown(http) : known;
      known = sessions.get(http.getId(), id -> found);
      if (known != found) {
        known.join(found);
      }
      keepUnder(http);
    }
    return known;
  }

  private static Session unknown(HttpSession http) {
    Session session = Session.of(null);
    if (!isNew(http)) {
      session.behind();
    }
    return session;
  }

  /** Keeps what a request has seen, if it has an HTTP session by now. */
  void keep(HttpServletRequest request, Session session) {
    HttpSession http = request.getSession(false);
    if (http == null) {
      return;
    }
    Session kept = sessions.get(http.getId(), id -> session);
    if (kept != session) {
      kept.join(session);
    }
    keepUnder(http);
  }

  private void keepUnder(HttpSession http) {
    String before = keptUnder(http);
    if (!http.getId().equals(before)) {
      if (before != null) {
        sessions.invalidate(before);
      }
      try {
        http.setAttribute(KEPT_UNDER, http.getId());
      } catch (IllegalStateException over) {
        // Invalidated by another request: nobody comes back for it.
        sessions.invalidate(http.getId());
      }
    }
  }

  private static @Nullable String keptUnder(HttpSession http) {
    try {
      return http.getAttribute(KEPT_UNDER) instanceof String id ? id : null;
    } catch (IllegalStateException over) {
      return null;
    }
  }

  private static boolean isNew(HttpSession http) {
    try {
      return http.isNew();
    } catch (IllegalStateException over) {
      return false;
    }
  }

  /** Forgets all, as if this node had been started anew. */
  void clear() {
    sessions.invalidateAll();
  }
}
