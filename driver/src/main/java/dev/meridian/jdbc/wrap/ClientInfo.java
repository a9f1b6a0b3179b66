package dev.meridian.jdbc.wrap;

import java.sql.ClientInfoStatus;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLState;

/**
 * The client info of one logical connection: pgjdbc's own, and the token of the session that this
 * thread's statements belong to. Not threadsafe.
 */
final class ClientInfo {

  /** Set, the session goes on from that token too; read, it is one of all that it has seen. */
  static final String TOKEN = "meridian.token";

  private final World world;
  private final Sides sides;
  private final ConnectionState state;
  private final Pilot pilot;

  ClientInfo(World world, Sides sides, ConnectionState state, Pilot pilot) {
    this.world = world;
    this.sides = sides;
    this.state = state;
    this.pilot = pilot;
  }

  static SQLClientInfoException closed(Collection<String> names) {
    Map<String, ClientInfoStatus> failed = new HashMap<>();
    names.forEach(name -> failed.put(name, ClientInfoStatus.REASON_UNKNOWN));
    return new SQLClientInfoException(
        GT.tr("This connection has been closed."), failed, Misuse.connectionClosed());
  }

  /** Sets one, and says what there is to warn of, as pgjdbc does. */
  @Nullable SQLWarning set(String name, @Nullable String value) throws SQLClientInfoException {
    if (name.equals(TOKEN)) {
      pilot.logbook().join(value == null ? "" : value);
      return null;
    }
    if (!name.equals(ConnectionState.APPLICATION_NAME)) {
      return new SQLWarning(
          GT.tr("ClientInfo property not supported."), PSQLState.NOT_IMPLEMENTED.getState());
    }
    String text = value == null ? "" : value;
    Side open = sides.inTransaction();
    if (open != null) {
      open.pg.setClientInfo(name, text);
    }
    state.setApplicationName(text, open != null);
    if (open != null) {
      state.appliedTo(open, ConnectionState.APPLICATION_NAME);
    }
    return null;
  }

  /** Sets all; what is not among them becomes empty, but no session forgets what it has seen. */
  void set(Properties properties) throws SQLClientInfoException {
    String token = properties.getProperty(TOKEN);
    if (token != null) {
      set(TOKEN, token);
    }
    set(ConnectionState.APPLICATION_NAME, properties.getProperty(ConnectionState.APPLICATION_NAME));
  }

  @Nullable String get(String name) throws SQLException {
    if (name.equals(TOKEN)) {
      return world.tokens().hasKeys() ? pilot.logbook().token() : null;
    }
    return name.equals(ConnectionState.APPLICATION_NAME) ? applicationName() : null;
  }

  /** All but the token, which may take a question to a node. */
  Properties get() throws SQLException {
    Properties all = new Properties();
    String application = applicationName();
    if (application != null) {
      all.setProperty(ConnectionState.APPLICATION_NAME, application);
    }
    return all;
  }

  private @Nullable String applicationName() throws SQLException {
    Side open = sides.inTransaction();
    // Pinned, it is asked where what was set last has been made first.
    Side told = open == null && pilot.isPinned() ? pilot.primarySide() : open;
    if (told != null && !told.isClosed()) {
      // A text may have set another, which the server reports with every change.
      return told.pg.getClientInfo(ConnectionState.APPLICATION_NAME);
    }
    String set = state.applicationName();
    return set == null
        ? world.urlDefaults().defaultClientInfo(ConnectionState.APPLICATION_NAME)
        : set;
  }
}
