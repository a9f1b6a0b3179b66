package dev.meridian.integration;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Keeps cookies as a browser does, each answer's when that is taken. */
final class Browser {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  final Map<String, String> cookies = new TreeMap<>();

  /** Asks with the cookies of now; keeps none of the answer's. */
  HttpResponse<String> ask(URI page, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(page);
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  /** Keeps the cookies of an answer. */
  HttpResponse<String> take(HttpResponse<String> answer) {
    for (String line : answer.headers().allValues("Set-Cookie")) {
      String[] pair = line.split(";", 2)[0].split("=", 2);
      if (pair[1].isEmpty()) {
        cookies.remove(pair[0]);
      } else {
        cookies.put(pair[0], pair[1]);
      }
    }
    return answer;
  }

  HttpResponse<String> get(URI page) throws IOException, InterruptedException {
    return take(ask(page));
  }

  List<String> tokens() {
    return cookies.entrySet().stream()
        .filter(cookie -> cookie.getKey().startsWith("__Host-meridian-"))
        .map(Map.Entry::getValue)
        .toList();
  }
}
