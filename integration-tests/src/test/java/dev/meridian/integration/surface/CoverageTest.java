package dev.meridian.integration.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.ShopWorld;
import dev.meridian.testkit.MultiRegionPostgres;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * No method of JDBC is overlooked by the programs written by hand, but for those that are named.
 */
@ShopWorld
class CoverageTest {

  /** What has no meaning for pgjdbc, or differs with every call. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          // pgjdbc has no sharding and no URL, row id or reference types to hand in.
          "Connection.setShardingKey(ShardingKey)",
          "Connection.setShardingKey(ShardingKey, ShardingKey)",
          "Connection.setShardingKeyIfValid(ShardingKey, int)",
          "Connection.setShardingKeyIfValid(ShardingKey, ShardingKey, int)",
          "PreparedStatement.setURL(int, URL)");

  @Test
  void everyMethodIsCalledByAProgram(MultiRegionPostgres cluster) throws SQLException, IOException {
    Set<Method> called = new HashSet<>();
    try (Tables tables = Tables.create(cluster, List.of("surface_all"));
        Ways ways = Ways.to(cluster)) {
      for (Program program : HandWritten.all()) {
        // Cancel waits for a second.
        tables.fill(List.of("surface_all"));
        called.addAll(new Runner(tables).run(program, ways.raw(), "surface_all").calls());
      }
      tables.drop(List.of("surface_all"));
    }
    Set<String> never = new TreeSet<>();
    for (Class<?> face : Witness.FACES) {
      for (Method method : face.getDeclaredMethods()) {
        if (!Modifier.isStatic(method.getModifiers()) && !called.contains(method)) {
          never.add(signature(face, method));
        }
      }
    }
    never.removeAll(LEFT_OUT);
    assertThat(never).isEmpty();
  }

  private static String signature(Class<?> face, Method method) {
    return face.getSimpleName()
        + "."
        + method.getName()
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"));
  }
}
