package dev.meridian.jdbc.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request as a container hands it over, which notes what it is asked for. */
final class StubRequest {

  private final @Nullable String remote;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, Object> attributes = new HashMap<>();
  private @Nullable HttpSession http;
  final List<String> asked = new ArrayList<>();

  private StubRequest(@Nullable String remote) {
    this.remote = remote;
  }

  static StubRequest from(@Nullable String remote) {
    return new StubRequest(remote);
  }

  StubRequest header(String name, String line) {
    headers.computeIfAbsent(name, first -> new ArrayList<>()).add(line);
    return this;
  }

  StubRequest in(HttpSession session) {
    http = session;
    return this;
  }

  HttpServletRequest request() {
    return stub(HttpServletRequest.class, this::answer);
  }

  private @Nullable Object answer(Method method, Object[] arguments) {
    asked.add(arguments == null ? method.getName() : method.getName() + " " + arguments[0]);
    return switch (method.getName()) {
      case "getRemoteAddr" -> remote;
      case "getHeaders" -> Collections.enumeration(headers.getOrDefault(arguments[0], List.of()));
      case "getAttribute" -> attributes.get(arguments[0]);
      case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
      case "getSession" -> http;
      case "isAsyncStarted" -> false;
      default -> throw new UnsupportedOperationException(method.getName());
    };
  }

  /** An HTTP session that has just begun. */
  static HttpSession session(String id) {
    Map<String, Object> attributes = new HashMap<>();
    return stub(
        HttpSession.class,
        (method, arguments) ->
            switch (method.getName()) {
              case "getId" -> id;
              case "isNew" -> true;
              case "getAttribute" -> attributes.get(arguments[0]);
              case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  /** What a stub answers. */
  interface Answer {
    @Nullable Object to(Method method, Object[] arguments);
  }

  static <T> T stub(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.to(method, arguments)));
  }
}
