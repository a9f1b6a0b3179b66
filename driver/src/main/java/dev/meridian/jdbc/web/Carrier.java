package dev.meridian.jdbc.web;

import dev.meridian.jdbc.api.Session;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;

/** How tokens come with requests and go with responses. Implementations are threadsafe. */
interface Carrier {

  /**
   * Joins what came with a request to its session.
   *
   * @return the texts that came
   */
  Collection<String> receive(HttpServletRequest request, Session session);

  /** Adds a token to a response that is not committed, in the place of what came in. */
  void send(String token, HttpServletRequest request, HttpServletResponse response);
}
