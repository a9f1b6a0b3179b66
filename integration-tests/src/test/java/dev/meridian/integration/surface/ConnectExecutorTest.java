package dev.meridian.integration.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meridian.integration.Routes;
import dev.meridian.integration.ShopWorld;
import dev.meridian.integration.Sql;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.Vantage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** pgjdbc's {@code connectExecutor}: who runs the logins that {@code loginTimeout} bounds. */
@ShopWorld
class ConnectExecutorTest {

  private static final AtomicInteger RUN = new AtomicInteger();

  /** Counts what it runs. */
  public static final class Counting implements Executor {

    @Override
    public void execute(Runnable work) {
      RUN.incrementAndGet();
      new Thread(work, "connecting").start();
    }
  }

  private static String with(String url, String executor) {
    return url + (url.contains("?") ? "&" : "?") + "loginTimeout=5&connectExecutor=" + executor;
  }

  private static SQLException refusal(String url) {
    return catchThrowableOfType(
        SQLException.class,
        () -> {
          try (Connection connection = DriverManager.getConnection(url)) {
            Sql.query(connection, Routes.READ);
          }
        });
  }

  @Test
  void runsTheLoginAtEachSide(MultiRegionPostgres cluster) throws SQLException {
    Vantage here = cluster.from("eu-west-1");
    try (Connection connection =
        DriverManager.getConnection(with(here.meridianUrl(), Counting.class.getName()))) {
      int before = RUN.get();
      Sql.query(connection, "/* meridian: primary */ " + Routes.READ);
      assertThat(RUN.get()).isGreaterThan(before);
    }
  }

  @Test
  void oneThatIsNoneFailsAsPgjdbcs(MultiRegionPostgres cluster) {
    Vantage here = cluster.from("eu-west-1");
    SQLException pgjdbcs = refusal(with(here.primaryUrl(), "java.lang.String"));
    SQLException ours = refusal(with(here.meridianUrl(), "java.lang.String"));
    assertThat(ours.getSQLState()).isEqualTo(pgjdbcs.getSQLState());
    assertThat(ours.getMessage()).contains(pgjdbcs.getMessage());
  }
}
