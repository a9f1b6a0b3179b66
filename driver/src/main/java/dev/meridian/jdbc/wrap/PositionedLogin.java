package dev.meridian.jdbc.wrap;

import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.util.HostSpec;
import org.postgresql.util.ObjectFactory;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * Opens a {@link PositionedConnection} as pgjdbc's driver opens its own, which it makes itself: on
 * a thread of its own where {@code loginTimeout} bounds it, and what comes too late is closed. Used
 * once; threadsafe.
 */
final class PositionedLogin {

  private final String url;
  private final Properties properties;
  private final FutureTask<PositionedConnection> login = new FutureTask<>(this::connect);
  private volatile boolean abandoned;

  private PositionedLogin(String url, Properties properties) {
    this.url = url;
    this.properties = properties;
  }

  /**
   * Opens, or fails with pgjdbc's own exception.
   *
   * @param url pgjdbc's, of one host
   */
  static PositionedConnection open(String url, Properties properties) throws SQLException {
    Properties all = Driver.parseURL(url, properties);
    if (all == null) {
      throw new PSQLException("Unable to parse URL " + url, PSQLState.UNEXPECTED_ERROR);
    }
    PositionedLogin attempt = new PositionedLogin(url, all);
    int seconds = PGProperty.LOGIN_TIMEOUT.getInt(all);
    return seconds <= 0 ? attempt.connect() : attempt.within(seconds);
  }

  private PositionedConnection connect() throws SQLException {
    String host = PGProperty.PG_HOST.getOrDefault(properties);
    int port = PGProperty.PG_PORT.getInt(properties);
    HostSpec spec =
        new HostSpec(
            host == null ? "localhost" : host,
            port,
            PGProperty.LOCAL_SOCKET_ADDRESS.getOrDefault(properties));
    PositionedConnection connection =
        new PositionedConnection(new HostSpec[] {spec}, properties, url);
    if (abandoned) {
      connection.close();
    }
    return connection;
  }

  private PositionedConnection within(int seconds) throws SQLException {
    executor().execute(login);
    try {
      return login.get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      abandon();
      throw new PSQLException(
          "Connection attempt timed out.", PSQLState.CONNECTION_UNABLE_TO_CONNECT);
    } catch (InterruptedException e) {
      abandon();
      Thread.currentThread().interrupt();
      throw new PSQLException("Interrupted while attempting to connect.", PSQLState.UNKNOWN_STATE);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException failure) {
        throw failure;
      }
      throw new PSQLException("The connection failed.", PSQLState.UNEXPECTED_ERROR, e.getCause());
    }
  }

  /** pgjdbc's {@code connectExecutor}, or a thread of its own. */
  private Executor executor() throws SQLException {
    String named = PGProperty.CONNECT_EXECUTOR.getOrDefault(properties);
    if (named == null) {
      return PositionedLogin::apart;
    }
    String argument = PGProperty.CONNECT_EXECUTOR_ARG.getOrDefault(properties);
    try {
      return ObjectFactory.instantiate(Executor.class, named, properties, true, argument);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new PSQLException(
          "Could not instantiate connectExecutor: " + named, PSQLState.INVALID_PARAMETER_VALUE, e);
    }
  }

  private static void apart(Runnable work) {
    Thread thread = new Thread(work, "meridian-login");
    thread.setDaemon(true);
    thread.start();
  }

  /** Whoever is later of the two, this or the login, closes the connection. */
  private void abandon() throws SQLException {
    abandoned = true;
    if (!login.cancel(true) && login.isDone()) {
      try {
        login.get().close();
      } catch (InterruptedException | ExecutionException e) {
        // It failed after all: there is nothing to close.
      }
    }
  }
}
