package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.routing.SettingChange;
import dev.meridian.jdbc.topology.SearchPath;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the application has set on a logical connection: remembered without touching the network,
 * applied to each physical connection when it is picked, and kept for the next one. One memory a
 * setting, however often it is set. Not threadsafe, as a JDBC connection is not.
 */
final class ConnectionState {

  /** Applies one setting to a physical connection. */
  @FunctionalInterface
  interface Setter {
    void applyTo(Connection physical) throws SQLException;
  }

  // What a pool sets back when it takes a connection in; the rest stays on the physical one.
  private static final Set<String> SET_BACK =
      Set.of("autoCommit", "readOnly", "isolation", "networkTimeout");

  static final String SCHEMA = "schema";
  static final String APPLICATION_NAME = "ApplicationName";
  private static final String ALL = "all";
  private static final String SQL = "sql:";
  private static final String ROLE = SQL + SettingChange.ROLE;
  private static final int MOST = 200;

  private final Map<String, Setter> setters = new LinkedHashMap<>();

  // What a rollback brings back, by name: the setter, or null where there was none.
  private final Map<String, @Nullable Setter> before = new HashMap<>();
  private @Nullable SearchPath pathBefore;
  private @Nullable String nameBefore;
  private int version;

  private boolean autoCommit = true;
  private boolean readOnly;
  private @Nullable Integer isolation;
  private @Nullable Integer holdability;
  private @Nullable Integer networkTimeout;
  private final @Nullable String ownName;
  private @Nullable String applicationName;
  private final SearchPath ownPath;
  private SearchPath searchPath;

  /**
   * Begins with what the URL says.
   *
   * @param readOnly pgjdbc's property of that name
   * @param searchPath where a new connection looks for unqualified names
   * @param applicationName what a new connection calls itself
   */
  ConnectionState(boolean readOnly, SearchPath searchPath, @Nullable String applicationName) {
    this.ownName = applicationName;
    this.readOnly = readOnly;
    this.ownPath = searchPath;
    this.searchPath = searchPath;
  }

  /** Where the connection looks for unqualified names. */
  SearchPath searchPath() {
    return searchPath;
  }

  boolean autoCommit() {
    return autoCommit;
  }

  boolean readOnly() {
    return readOnly;
  }

  /** The isolation level as set, or null if the server's default holds. */
  @Nullable Integer isolation() {
    return isolation;
  }

  @Nullable Integer holdability() {
    return holdability;
  }

  @Nullable Integer networkTimeout() {
    return networkTimeout;
  }

  boolean isSerializable() {
    return isolation != null && isolation == Connection.TRANSACTION_SERIALIZABLE;
  }

  /** Whether all statements of a transaction share its first statement's snapshot. */
  boolean isSnapshotKept() {
    return isolation != null && isolation >= Connection.TRANSACTION_REPEATABLE_READ;
  }

  void setAutoCommit(boolean value) {
    autoCommit = value;
    set("autoCommit", physical -> physical.setAutoCommit(value));
  }

  void setReadOnly(boolean value) {
    readOnly = value;
    set("readOnly", physical -> physical.setReadOnly(value));
  }

  void setIsolation(int level) {
    isolation = level;
    set("isolation", physical -> physical.setTransactionIsolation(level));
  }

  void setHoldability(int value) {
    holdability = value;
    set("holdability", physical -> physical.setHoldability(value));
  }

  void setNetworkTimeout(int millis) {
    networkTimeout = millis;
    // The executor only runs a task on expiry, which pgjdbc leaves to the socket's own timeout.
    set("networkTimeout", physical -> physical.setNetworkTimeout(Runnable::run, millis));
  }

  /**
   * Remembers the one schema to look in, or null to look where the server's own setting for the
   * role says.
   *
   * @param undoable whether a rollback takes it back
   */
  void setSchema(@Nullable String schema, boolean undoable) {
    if (undoable) {
      undoable(SCHEMA);
    }
    searchPath = schema == null ? ownPath : SearchPath.of(schema);
    // Not pgjdbc's setSchema, which begins a transaction where autocommit is off.
    set(SCHEMA, SqlSetting.searchPath(schema));
  }

  /** The server takes back with a rollback what is set of a name from now on. */
  private void undoable(String name) {
    if (!before.containsKey(name)) {
      before.put(name, setters.get(name));
      if (name.equals(SCHEMA)) {
        pathBefore = searchPath;
      } else {
        nameBefore = applicationName;
      }
    }
  }

  /** Whether pgjdbc would have begun a transaction, though nothing was sent to a server yet. */
  boolean isTransactionBegun() {
    return before.containsKey(SCHEMA);
  }

  /** A transaction was committed: what was set in it stays. */
  void committed() {
    before.clear();
    pathBefore = null;
  }

  /** A transaction was rolled back: what was set in it is gone, wherever it was applied. */
  void rolledBack() {
    if (before.isEmpty()) {
      return;
    }
    before.forEach((name, setter) -> set(name, setter == null ? ownOf(name) : setter));
    if (pathBefore != null) {
      searchPath = pathBefore;
    }
    if (before.containsKey(APPLICATION_NAME)) {
      applicationName = nameBefore;
    }
    committed();
  }

  /** What a name has on a new connection; pgjdbc sets the application's after the login. */
  private Setter ownOf(String name) {
    return name.equals(APPLICATION_NAME)
        ? physical -> physical.setClientInfo(APPLICATION_NAME, ownName)
        : new SqlSetting("RESET search_path");
  }

  /** The application's name as set, or null if the URL's holds. */
  @Nullable String applicationName() {
    return applicationName;
  }

  void setApplicationName(String value, boolean undoable) {
    if (undoable) {
      undoable(APPLICATION_NAME);
    }
    applicationName = value;
    set(APPLICATION_NAME, physical -> physical.setClientInfo(APPLICATION_NAME, value));
  }

  /** Whether the role may be another than the one that logged in. */
  boolean isRoleSet() {
    return setters.containsKey(ROLE);
  }

  /**
   * Remembers what a text has changed on a side, outside of a transaction.
   *
   * @return whether it could; no more than a bounded number of names is remembered
   */
  boolean remember(SettingChange change, String sql, Side side) {
    if (change.kind() != SettingChange.Kind.ONE) {
      boolean discards = change.kind() == SettingChange.Kind.DISCARD_ALL;
      setters.keySet().removeIf(name -> isReset(name, discards));
      isolation = null;
      applicationName = side.pg.getParameterStatus("application_name");
      searchPath = ownPath;
      setters.remove(ALL);
      set(ALL, new AllReset(discards));
      side.applied.keySet().removeIf(name -> isReset(name, discards));
      appliedTo(side, ALL);
      return true;
    }
    if (setters.size() >= MOST) {
      return false;
    }
    String name =
        switch (change.name()) {
          case SettingChange.SEARCH_PATH -> SCHEMA;
          case "application_name" -> APPLICATION_NAME;
          default -> SQL + change.name();
        };
    SearchPath path = change.path();
    if (path != null) {
      searchPath = path.equals(SearchPath.SERVERS_OWN) ? ownPath : path;
    }
    if (name.equals(APPLICATION_NAME)) {
      applicationName = side.pg.getParameterStatus("application_name");
    }
    set(name, new SqlSetting(sql));
    appliedTo(side, name);
    return true;
  }

  /** Whether RESET ALL, or even DISCARD ALL, gives a setting its own value again. */
  private static boolean isReset(String name, boolean discards) {
    return (name.startsWith(SQL) && (discards || !name.equals(ROLE)))
        || name.equals(SCHEMA)
        || name.equals(APPLICATION_NAME)
        || name.equals("isolation");
  }

  /** Gives all settings their own values again. Every one is another. */
  private static final class AllReset implements Setter {
    private final boolean discards;

    AllReset(boolean discards) {
      this.discards = discards;
    }

    @Override
    public void applyTo(Connection physical) throws SQLException {
      new SqlSetting("RESET ALL").applyTo(physical);
      if (discards) {
        new SqlSetting("RESET ROLE").applyTo(physical);
      }
    }
  }

  /** Remembers a setting that has no reader here. */
  void set(String name, Setter setter) {
    setters.put(name, setter);
    version++;
  }

  /** Whether nothing of it would be left on the connection when that goes back to its pool. */
  static boolean isSetBackByPool(Side side) {
    return !side.halfApplied && SET_BACK.containsAll(side.applied.keySet());
  }

  /** Brings a physical connection up to date; costs nothing if it is. */
  void applyTo(Side side) throws SQLException {
    if (side.appliedVersion != version) {
      applyAll(side);
    }
    Integer level = isolation;
    if (level != null && side.isPooled() && !autoCommit && !side.isInTransaction()) {
      SqlSetting.isolation(level).applyTo(side.pg);
    }
  }

  /**
   * Whether a setting is made anew in each transaction, or there is nothing to make, as no session
   * of a pooler has kept any.
   *
   * @throws SQLException (0A000) if it would have to be kept by the session
   */
  private static boolean isOfTransaction(Side side, String name) throws SQLException {
    if (name.equals(SCHEMA) || (name.startsWith(SQL) && !LentPrimary.isKeptByName(name))) {
      throw LentPrimary.refusal(side.node, name);
    }
    return name.equals("isolation") || name.equals(ALL);
  }

  private void applyAll(Side side) throws SQLException {
    for (Map.Entry<String, Setter> entry : setters.entrySet()) {
      Setter setter = entry.getValue();
      if (!setter.equals(side.applied.get(entry.getKey()))) {
        if (side.isPooled() && isOfTransaction(side, entry.getKey())) {
          continue;
        }
        // Even if it fails it may have had an effect, which no pool takes back.
        side.halfApplied = true;
        // A pool asks for the value before, to set it back; where it does not, that is for nothing.
        setter.applyTo(SET_BACK.contains(entry.getKey()) ? side.connection : side.pg);
        side.halfApplied = false;
        if (setter instanceof AllReset all) {
          side.applied.keySet().removeIf(name -> isReset(name, all.discards));
        }
        side.applied.put(entry.getKey(), setter);
      }
    }
    side.appliedVersion = version;
  }

  /** Notes that a setting has been applied to a side already. */
  void appliedTo(Side side, String name) {
    side.applied.put(name, java.util.Objects.requireNonNull(setters.get(name), name));
  }
}
