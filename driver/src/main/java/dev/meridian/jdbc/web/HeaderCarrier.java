package dev.meridian.jdbc.web;

import dev.meridian.jdbc.api.Session;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Enumeration;
import java.util.List;

/**
 * Tokens in headers, for clients that are programs. Several lines of the request count together.
 * Immutable.
 *
 * @param request the header in which they come
 * @param response the header in which they go
 */
record HeaderCarrier(String request, String response) implements Carrier {

  private static final int MOST = 16;

  @Override
  public Collection<String> receive(HttpServletRequest from, Session session) {
    List<String> texts = new ArrayList<>();
    Enumeration<String> lines = from.getHeaders(request);
    while (lines != null && lines.hasMoreElements()) {
      if (texts.size() == MOST) {
        session.behind();
        break;
      }
      String text = lines.nextElement().strip();
      texts.add(text);
      session.join(text);
    }
    return texts;
  }

  @Override
  public void send(String token, HttpServletRequest from, HttpServletResponse to) {
    to.setHeader(response, token);
  }
}
