package dev.meridian.integration.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.Distances;
import dev.meridian.integration.ShopWorld;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.geometric.PGpoint;

/**
 * A parameter is what its object was when it was set, though a batch, or another node, has it set
 * once more.
 */
@ShopWorld
class ChangedParametersTest {

  private static final long DAY = 86_400_000;

  /** Sets the first parameter and the second with one object, which is changed in between. */
  enum Kind {
    TIMESTAMP("timestamp") {
      @Override
      void set(PreparedStatement statement) throws SQLException {
        Timestamp value = new Timestamp(DAY);
        statement.setTimestamp(1, value);
        value.setTime(2 * DAY);
        statement.setTimestamp(2, value);
      }
    },
    DATE("date") {
      @Override
      void set(PreparedStatement statement) throws SQLException {
        Date value = new Date(DAY);
        statement.setDate(1, value);
        value.setTime(5 * DAY);
        statement.setDate(2, value);
      }
    },
    TIME("time") {
      @Override
      void set(PreparedStatement statement) throws SQLException {
        Time value = new Time(0);
        statement.setTime(1, value);
        value.setTime(3_600_000);
        statement.setTime(2, value);
      }
    },
    ZONE("timestamptz") {
      @Override
      void set(PreparedStatement statement) throws SQLException {
        Date value = new Date(DAY);
        Calendar zone = new GregorianCalendar(TimeZone.getTimeZone(ZoneOffset.UTC));
        statement.setDate(1, value, zone);
        zone.setTimeZone(TimeZone.getTimeZone(ZoneOffset.ofHours(14)));
        statement.setDate(2, value, zone);
      }
    },
    BYTES("bytea") {
      @Override
      void set(PreparedStatement statement) throws SQLException {
        byte[] value = {1};
        statement.setBytes(1, value);
        value[0] = 2;
        statement.setBytes(2, value);
      }
    },
    OBJECT("timestamp") {
      @Override
      void set(PreparedStatement statement) throws SQLException {
        Timestamp value = new Timestamp(DAY);
        statement.setObject(1, value);
        value.setTime(2 * DAY);
        statement.setObject(2, value);
      }
    },
    ARRAY("integer[]") {
      @Override
      void set(PreparedStatement statement) throws SQLException {
        int[] value = {1};
        statement.setObject(1, value);
        value[0] = 2;
        statement.setObject(2, value);
      }
    },
    ARRAY_OF_ARRAYS("integer[]") {
      @Override
      void set(PreparedStatement statement) throws SQLException {
        Integer[][] value = {{1}, {1}};
        statement.setObject(1, value);
        value[1][0] = 2;
        statement.setObject(2, value);
      }
    },
    POINT("point") {
      @Override
      void set(PreparedStatement statement) throws SQLException {
        PGpoint value = new PGpoint(1, 1);
        statement.setObject(1, value);
        value.x = 2;
        statement.setObject(2, value);
      }
    };

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    abstract void set(PreparedStatement statement) throws SQLException;
  }

  private MeridianDataSource source;
  private Connection connection;

  @BeforeEach
  void connect(MultiRegionPostgres cluster) throws SQLException {
    source =
        MeridianDataSource.builder()
            .url(Distances.apply(cluster, "eu-west-1").meridianUrl())
            .build();
    connection = source.getConnection();
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
    source.close();
  }

  @ParameterizedTest
  @EnumSource
  void isWhatItWasWhenItWasSet(Kind kind) throws SQLException {
    Sql.execute(connection, "CREATE TEMP TABLE kept (one %1$s, other %1$s)".formatted(kind.type));
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT INTO kept VALUES (?, ?)")) {
      kind.set(statement);
      // What was prepared to bring the position along gives way to one that takes a batch.
      statement.addBatch();
      statement.executeBatch();
    }
    assertThat(Sql.query(connection, "SELECT count(*) FROM kept WHERE one::text <> other::text"))
        .isEqualTo("1");
  }
}
