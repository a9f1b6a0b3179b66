package dev.meridian.jdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGPropertyUtil;

/**
 * The parameters of a URL as typed, behind the first question mark. pgjdbc's parser merges them
 * with the rest and tells no longer which came from the URL. Immutable.
 *
 * @param server what stands in front of the question mark
 * @param all the parameters in their order
 */
record UrlParameters(String server, List<Parameter> all) {

  /**
   * One parameter.
   *
   * @param name as typed
   * @param value as typed, not decoded; null if there is no {@code =}
   */
  record Parameter(String name, @Nullable String value) {

    /** The name of the property that it sets: {@code host} in a URL means {@code PGHOST}. */
    String property() {
      return value == null ? name : PGPropertyUtil.translatePGServiceToPGProperty(name);
    }

    private String text() {
      return value == null ? name : name + "=" + value;
    }
  }

  UrlParameters {
    all = List.copyOf(all);
  }

  static UrlParameters of(String url) {
    int question = url.indexOf('?');
    if (question < 0) {
      return new UrlParameters(url, List.of());
    }
    List<Parameter> all = new ArrayList<>();
    Arrays.stream(url.substring(question + 1).split("&", 0))
        .filter(token -> !token.isEmpty())
        .map(UrlParameters::parameter)
        .forEach(all::add);
    return new UrlParameters(url.substring(0, question), all);
  }

  /** The URL without the parameters that set one of {@code properties}. */
  String without(Set<String> properties) {
    String kept =
        all.stream()
            .filter(parameter -> !properties.contains(parameter.property()))
            .map(Parameter::text)
            .collect(Collectors.joining("&"));
    return server + "?" + kept;
  }

  /**
   * Checks that every value can be decoded: pgjdbc would log the value that cannot.
   *
   * @throws SQLException (08001) that names the parameter
   */
  void checkEncoding() throws SQLException {
    for (Parameter parameter : all) {
      if (parameter.value() != null && !isEncoded(parameter.value())) {
        throw new SQLException(
            "the value of "
                + display(parameter)
                + " in the URL is not percent-encoded: write a"
                + " percent sign as %25",
            "08001");
      }
    }
  }

  /**
   * A parameter's name as a message may show it: what follows a password can be the rest of one
   * with an ampersand in it.
   */
  String display(Parameter parameter) {
    int at = all.indexOf(parameter);
    for (int i = 0; i < at; i++) {
      if (Secrets.isSecret(all.get(i).property())) {
        return KnownNames.isAlmostKnown(parameter.property())
            ? parameter.name()
            : "a parameter behind " + all.get(i).name() + "=";
      }
    }
    return parameter.name();
  }

  /** Whether {@code text} can be decoded as pgjdbc does it. */
  static boolean isEncoded(String text) {
    try {
      URLDecoder.decode(text, StandardCharsets.UTF_8);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Parameter parameter(String token) {
    int equals = token.indexOf('=');
    return equals < 0
        ? new Parameter(token, null)
        : new Parameter(token.substring(0, equals), token.substring(equals + 1));
  }
}
