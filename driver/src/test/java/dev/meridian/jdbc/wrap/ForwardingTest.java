package dev.meridian.jdbc.wrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardingTest {

  static Stream<Arguments> surface() {
    return Stream.of(
        Arguments.of(Connection.class, null, ForwardingConnection.class),
        Arguments.of(Statement.class, null, ForwardingStatement.class),
        Arguments.of(PreparedStatement.class, Statement.class, ForwardingPreparedStatement.class),
        Arguments.of(
            CallableStatement.class, PreparedStatement.class, ForwardingCallableStatement.class),
        Arguments.of(ResultSet.class, null, ForwardingResultSet.class),
        Arguments.of(DatabaseMetaData.class, null, ForwardingDatabaseMetaData.class),
        Arguments.of(Array.class, null, ForwardingArray.class));
  }

  @ParameterizedTest
  @MethodSource("surface")
  void forwardsEveryMethodOfThisJdk(Class<?> face, @Nullable Class<?> base, Class<?> forwarding) {
    assertThat(ForwardingCheck.run(face, base, forwarding).complaints()).isEmpty();
  }

  @Test
  void leavesAbstractOnlyWhatMustBeDecidedByHand() {
    assertThat(leftAbstract(Connection.class, null, ForwardingConnection.class))
        .containsExactlyInAnyOrder(
            "abort(Executor)",
            "close()",
            "isClosed()",
            "createStatement()",
            "createStatement(int, int)",
            "createStatement(int, int, int)",
            "getMetaData()",
            "prepareCall(String)",
            "prepareCall(String, int, int)",
            "prepareCall(String, int, int, int)",
            "prepareStatement(String)",
            "prepareStatement(String, String[])",
            "prepareStatement(String, int)",
            "prepareStatement(String, int, int)",
            "prepareStatement(String, int, int, int)",
            "prepareStatement(String, int[])",
            "setClientInfo(Properties)",
            "setClientInfo(String, String)",
            "isWrapperFor(Class)",
            "unwrap(Class)");
    assertThat(leftAbstract(Statement.class, null, ForwardingStatement.class))
        .containsExactlyInAnyOrder(
            "cancel()",
            "close()",
            "getConnection()",
            "isClosed()",
            "isWrapperFor(Class)",
            "unwrap(Class)");
    assertThat(
            leftAbstract(
                PreparedStatement.class, Statement.class, ForwardingPreparedStatement.class))
        .isEmpty();
    assertThat(
            leftAbstract(
                CallableStatement.class,
                PreparedStatement.class,
                ForwardingCallableStatement.class))
        .isEmpty();
    assertThat(leftAbstract(ResultSet.class, null, ForwardingResultSet.class))
        .containsExactlyInAnyOrder("getStatement()", "isWrapperFor(Class)", "unwrap(Class)");
    assertThat(leftAbstract(DatabaseMetaData.class, null, ForwardingDatabaseMetaData.class))
        .containsExactlyInAnyOrder(
            "getConnection()",
            "getDriverMajorVersion()",
            "getDriverMinorVersion()",
            "isWrapperFor(Class)",
            "unwrap(Class)");
    assertThat(leftAbstract(Array.class, null, ForwardingArray.class)).isEmpty();
  }

  private static Iterable<String> leftAbstract(
      Class<?> face, @Nullable Class<?> base, Class<?> forwarding) {
    return ForwardingCheck.run(face, base, forwarding).leftAbstract();
  }

  @Test
  void catchesEveryWayToForwardWrongly() {
    assertThat(ForwardingCheck.run(Sample.class, null, Careless.class).complaints())
        .containsExactly(
            "Sample.asked() swallows the delegate's exception",
            "Sample.forgotten() is not forwarded",
            "Sample.invented() does not hand back the delegate's answer",
            "Sample.leaked() does not wrap what it hands out",
            "Sample.mistaken() calls [right()]",
            "Sample.rewritten() throws another exception than the delegate's",
            "Sample.swapped(int, int) passes other arguments on",
            "Sample.twice() calls [twice(), twice()]");
  }

  /** What {@link Careless} gets wrong, but for one method. */
  interface Sample {
    String right() throws SQLException;

    boolean asked() throws SQLException;

    default String forgotten() throws SQLException {
      throw new SQLException("nobody forwards me");
    }

    int invented() throws SQLException;

    ResultSet leaked() throws SQLException;

    String mistaken() throws SQLException;

    void rewritten() throws SQLException;

    void swapped(int first, int second) throws SQLException;

    void twice() throws SQLException;
  }

  /** Forwards every method but the first wrongly, each in its own way. */
  abstract static class Careless implements Sample {
    protected abstract Sample delegate();

    @Override
    public String right() throws SQLException {
      return delegate().right();
    }

    @Override
    public boolean asked() {
      try {
        return delegate().asked();
      } catch (SQLException e) {
        return false;
      }
    }

    @Override
    public int invented() throws SQLException {
      return delegate().invented() + 1;
    }

    @Override
    public ResultSet leaked() throws SQLException {
      return delegate().leaked();
    }

    @Override
    public String mistaken() throws SQLException {
      return delegate().right();
    }

    @Override
    public void rewritten() throws SQLException {
      try {
        delegate().rewritten();
      } catch (SQLException e) {
        throw new SQLException(e);
      }
    }

    @Override
    @SuppressWarnings("ArgumentSelectionDefectChecker") // the defect is the point
    public void swapped(int first, int second) throws SQLException {
      delegate().swapped(second, first);
    }

    @Override
    public void twice() throws SQLException {
      delegate().twice();
      delegate().twice();
    }
  }
}
