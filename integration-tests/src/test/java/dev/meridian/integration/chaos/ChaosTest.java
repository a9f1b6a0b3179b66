package dev.meridian.integration.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.Breakage;
import dev.meridian.integration.BrokenDriver;
import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing breaks a promise, whatever breaks in the world. Longer: {@link ChaosRun}. */
class ChaosTest {

  private static final int FAULTS = Integer.getInteger("meridian.chaos.faults", 40);
  private static final long SEED = Long.getLong("meridian.chaos.seed", 1);

  @Test
  void keepsEveryPromise() throws Exception {
    List<String> lines = new ArrayList<>();
    Chaos.Report report;
    try (MultiRegionPostgres cluster = Chaos.world()) {
      report =
          new Chaos(Schedule.of(SEED, FAULTS), Patience.USUAL, lines::add)
              .run(cluster, new BrokenDriver(Breakage.NONE));
    } catch (SQLException e) {
      throw new AssertionError("in " + String.join("\n", lines), e);
    }
    System.out.println(report.words());
    assertThat(report.findings()).as("in %s", String.join("\n", lines)).isEmpty();
  }
}
