package dev.meridian.jdbc.web;

import dev.meridian.jdbc.api.Session;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response, over all its dispatches: the session that they belong to, and what
 * the client knows of it already. This class is threadsafe.
 */
final class Exchange {

  private static final String ATTRIBUTE = Exchange.class.getName();

  private final HttpServletRequest request;
  private final Session session;
  private final @Nullable StickyStore store;
  private final List<Carrier> carriers;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<String> received = new HashSet<>();
  // Guarded by lock.
  private @Nullable String sent;

  private Exchange(
      HttpServletRequest request,
      @Nullable StickyStore store,
      List<Carrier> carriers,
      @Nullable ClientAddress clients) {
    this.request = request;
    this.store = store;
    this.carriers = carriers;
    this.session = store == null ? Session.of(null) : store.of(request);
    for (Carrier carrier : carriers) {
      carrier.receive(request, session).forEach(text -> received.addAll(parts(text)));
    }
    InetAddress client = clients == null ? null : clients.of(request);
    if (client != null) {
      session.from(client);
    }
  }

  /**
   * That of a request, which is the same for each of its dispatches.
   *
   * @param clients null if it does not matter where the client is
   */
  static Exchange of(
      HttpServletRequest request,
      @Nullable StickyStore store,
      List<Carrier> carriers,
      @Nullable ClientAddress clients) {
    if (request.getAttribute(ATTRIBUTE) instanceof Exchange begun) {
      return begun;
    }
    Exchange exchange = new Exchange(request, store, carriers, clients);
    request.setAttribute(ATTRIBUTE, exchange);
    return exchange;
  }

  Session session() {
    return session;
  }

  /**
   * Lets the response carry what the session has seen until now, if the client does not know that
   * yet and the response is not committed. May be called again.
   */
  void carry(HttpServletResponse response) {
    lock.lock();
    try {
      if (store != null) {
        store.keep(request, session);
      }
      if (carriers.isEmpty() || response.isCommitted()) {
        return;
      }
      String token = session.signedPart();
      if (token != null && !token.equals(sent) && !received.containsAll(parts(token))) {
        sent = token;
        carriers.forEach(carrier -> carrier.send(token, request, response));
      }
    } finally {
      lock.unlock();
    }
  }

  /** The headers of the response were taken back, and with them what was sent. */
  void reset() {
    lock.lock();
    try {
      sent = null;
    } finally {
      lock.unlock();
    }
  }

  private static List<String> parts(String text) {
    return List.of(text.split("\\.", -1));
  }
}
