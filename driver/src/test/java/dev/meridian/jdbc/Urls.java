package dev.meridian.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.meridian.jdbc.topology.Node;
import dev.meridian.jdbc.topology.Target;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What the tests say about URLs. */
final class Urls {

  private Urls() {}

  static Target target(String rest, Map<String, String> info) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(info);
    Target target = MeridianUrl.parse(MeridianUrl.PREFIX + rest, properties);
    if (target == null) {
      throw new AssertionError("taken for a foreign URL: " + rest);
    }
    return target;
  }

  static Target target(String rest) throws SQLException {
    return target(rest, Map.of());
  }

  static SQLException refusal(String rest, Map<String, String> info) {
    @Nullable Throwable thrown = catchThrowable(() -> target(rest, info));
    assertThat(thrown).as(rest).isInstanceOf(SQLException.class);
    return (SQLException) thrown;
  }

  static SQLException refusal(String rest) {
    return refusal(rest, Map.of());
  }

  static List<String> addresses(Target target) {
    return target.nodes().stream().map(Node::address).toList();
  }
}
