package dev.meridian.integration;

import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests that break the world they share, or move it: each finds it whole, and leaves it so. */
public interface Mended {

  @BeforeEach
  default void mendBefore(MultiRegionPostgres cluster) throws SQLException {
    cluster.mend();
    cluster.awaitCaughtUp();
  }

  @AfterEach
  default void mendAfter(MultiRegionPostgres cluster) throws SQLException {
    cluster.mend();
  }
}
