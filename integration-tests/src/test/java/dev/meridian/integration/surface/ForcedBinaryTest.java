package dev.meridian.integration.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.ShopWorld;
import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** With {@code prepareThreshold=-1}, by which pgjdbc describes each statement before it runs. */
@ShopWorld
class ForcedBinaryTest {

  @Test
  void aWriteReturnsTheColumnsThatWereAskedFor(MultiRegionPostgres cluster) throws SQLException {
    String url = cluster.from("eu-west-1").meridianUrl("prepareThreshold=-1");
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO users (name, region) VALUES (?, ?)",
                new String[] {"region", "name"})) {
      for (int i = 0; i < 3; i++) {
        insert.setString(1, "n" + i);
        insert.setString(2, "r" + i);
        assertThat(insert.executeUpdate()).isEqualTo(1);
        try (ResultSet keys = insert.getGeneratedKeys()) {
          assertThat(keys.getMetaData().getColumnCount()).isEqualTo(2);
          assertThat(keys.next()).isTrue();
          assertThat(keys.getString("region") + keys.getString("name"))
              .isEqualTo("r" + i + "n" + i);
        }
      }
    }
  }
}
