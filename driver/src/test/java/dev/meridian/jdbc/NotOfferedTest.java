package dev.meridian.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.XADataSource;
import org.junit.jupiter.api.Test;

class NotOfferedTest {

  private final MeridianDataSource source = new MeridianDataSource();

  @Test
  void whoAsksForTwoPhasesIsToldWhyNotAndWhatInstead() {
    assertThat(source.isWrapperFor(XADataSource.class)).isFalse();
    assertThatThrownBy(() -> source.unwrap(XADataSource.class))
        .isInstanceOf(SQLFeatureNotSupportedException.class)
        .hasMessageStartingWith("XA is not offered")
        .hasMessageContaining("PGXADataSource")
        .hasFieldOrPropertyWithValue("SQLState", "0A000");
  }

  @Test
  void whoAsksForPooledConnectionsIsToldHowToPool() {
    assertThatThrownBy(() -> source.unwrap(ConnectionPoolDataSource.class))
        .isInstanceOf(SQLFeatureNotSupportedException.class)
        .hasMessageContaining("dev.meridian.jdbc.MeridianDriver")
        .hasFieldOrPropertyWithValue("SQLState", "0A000");
  }

  @Test
  void anythingElseIsNoWrapperEither() {
    assertThatThrownBy(() -> source.unwrap(Runnable.class))
        .isInstanceOf(SQLException.class)
        .hasMessage("not a wrapper for java.lang.Runnable");
  }
}
