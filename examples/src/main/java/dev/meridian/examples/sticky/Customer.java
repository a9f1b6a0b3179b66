package dev.meridian.examples.sticky;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A browser: keeps cookies, and sends them to every node. Not threadsafe. */
final class Customer {

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> cookies = new TreeMap<>();

  HttpResponse<String> place(URI orders) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(orders).POST(BodyPublishers.noBody()));
  }

  HttpResponse<String> count(URI orders) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(orders));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(request.build().uri() + " answers " + answer.statusCode());
    }
    for (String line : answer.headers().allValues("Set-Cookie")) {
      String[] cookie = line.split(";", 2)[0].split("=", 2);
      if (cookie[1].isEmpty()) {
        cookies.remove(cookie[0]);
      } else {
        cookies.put(cookie[0], cookie[1]);
      }
    }
    return answer;
  }
}
