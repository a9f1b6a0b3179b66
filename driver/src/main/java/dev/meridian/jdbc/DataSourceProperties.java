package dev.meridian.jdbc;

import dev.meridian.jdbc.api.CredentialsSupplier;
import dev.meridian.jdbc.api.Setting;
import dev.meridian.jdbc.topology.HostLookup;
import dev.meridian.jdbc.topology.Target;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source as a bean to be configured: its URL, and what has precedence over that. Can not be
 * changed once it has started. Threadsafe.
 */
abstract class DataSourceProperties implements DataSource {

  final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock.
  private final Map<String, String> stated = new HashMap<>();
  private @Nullable String url;
  private @Nullable String name;
  private @Nullable CredentialsSupplier credentials;
  private HostLookup lookup = HostLookup.OF_THE_JVM;

  /** Whether it has started, or never will. */
  abstract boolean isFixed();

  /**
   * What it is configured to connect to. Called under the lock.
   *
   * @throws SQLException (22023) for a bad setting, (08001) if the URL is not one of Meridian's
   */
  Target target() throws SQLException {
    Target target = MeridianUrl.parse(url, null, stated, credentials, lookup);
    if (target == null) {
      throw new SQLException(
          "url must begin with " + MeridianUrl.PREFIX + (url == null ? "; none is set" : ""),
          "08001");
    }
    PgjdbcMeaning.refuseReplication(target.properties());
    return target;
  }

  /** What stands in front of the names of its pools. Called under the lock. */
  String poolName() {
    return name == null ? "meridian" : name;
  }

  /** Sets the URL, {@code jdbc:meridian:postgresql:…}. */
  public void setUrl(String value) {
    lock.lock();
    try {
      checkNotStarted();
      url = value;
    } finally {
      lock.unlock();
    }
  }

  /** The URL as set, or null. */
  public @Nullable String getUrl() {
    lock.lock();
    try {
      return url;
    } finally {
      lock.unlock();
    }
  }

  /** Sets what stands in front of the names of its pools. */
  public void setPoolName(String value) {
    lock.lock();
    try {
      checkNotStarted();
      name = value;
    } finally {
      lock.unlock();
    }
  }

  public void setUser(String value) {
    setProperty("user", value);
  }

  /** The same as {@link #setUser}, under the name that pools and frameworks use. */
  public void setUsername(String value) {
    setUser(value);
  }

  public void setPassword(String value) {
    setProperty("password", value);
  }

  /**
   * Sets who is asked for user and password of every new connection to a node; has precedence over
   * a password and over {@code credentialsProvider}.
   */
  public void setCredentialsSupplier(CredentialsSupplier value) {
    lock.lock();
    try {
      checkNotStarted();
      credentials = value;
    } finally {
      lock.unlock();
    }
  }

  /** Sets what hosts' names lead to. */
  void setHostLookup(HostLookup value) {
    lock.lock();
    try {
      checkNotStarted();
      lookup = value;
    } finally {
      lock.unlock();
    }
  }

  /** Sets one of Meridian's settings, as it would be written in the URL. */
  public void set(Setting setting, String value) {
    setProperty(setting.key(), value);
  }

  /**
   * Sets a property of pgjdbc or one of Meridian's settings by name. A name that nobody knows, or a
   * value that is not allowed, is an error at the first {@link #getConnection}.
   */
  public void setProperty(String property, String value) {
    lock.lock();
    try {
      checkNotStarted();
      stated.put(property, value);
    } finally {
      lock.unlock();
    }
  }

  private void checkNotStarted() {
    if (isFixed()) {
      throw new IllegalStateException("this data source has started and can not be changed");
    }
  }

  /** Sets pgjdbc's {@code loginTimeout}, in seconds. */
  @Override
  public void setLoginTimeout(int seconds) {
    setProperty("loginTimeout", Integer.toString(seconds));
  }

  @Override
  public int getLoginTimeout() {
    lock.lock();
    try {
      return Integer.parseInt(stated.getOrDefault("loginTimeout", "0"));
    } finally {
      lock.unlock();
    }
  }

  public void setRegion(String value) {
    set(Setting.REGION, value);
  }

  public void setNodeRegions(String value) {
    set(Setting.NODE_REGIONS, value);
  }

  public void setNetworks(String value) {
    set(Setting.NETWORKS, value);
  }

  public void setRegionCoordinates(String value) {
    set(Setting.REGION_COORDINATES, value);
  }

  public void setGeoipDatabase(String value) {
    set(Setting.GEOIP_DATABASE, value);
  }

  public void setClientAddress(String value) {
    set(Setting.CLIENT_ADDRESS, value);
  }

  public void setJurisdictions(String value) {
    set(Setting.JURISDICTIONS, value);
  }

  public void setJurisdiction(String value) {
    set(Setting.JURISDICTION, value);
  }

  public void setRoles(String value) {
    set(Setting.ROLES, value);
  }

  public void setNodes(String value) {
    set(Setting.NODES, value);
  }

  public void setDrain(String value) {
    set(Setting.DRAIN, value);
  }

  public void setReadFrom(String value) {
    set(Setting.READ_FROM, value);
  }

  public void setMaxLag(String value) {
    set(Setting.MAX_LAG, value);
  }

  public void setProbeInterval(String value) {
    set(Setting.PROBE_INTERVAL, value);
  }

  public void setCatchUpTimeout(String value) {
    set(Setting.CATCH_UP_TIMEOUT, value);
  }

  public void setWhenStale(String value) {
    set(Setting.WHEN_STALE, value);
  }

  public void setPrimaryReadShare(String value) {
    set(Setting.PRIMARY_READ_SHARE, value);
  }

  public void setWhenPartitioned(String value) {
    set(Setting.WHEN_PARTITIONED, value);
  }

  public void setFailoverTimeout(String value) {
    set(Setting.FAILOVER_TIMEOUT, value);
  }

  public void setAbortAfter(String value) {
    set(Setting.ABORT_AFTER, value);
  }

  public void setTrustSubscriber(String value) {
    set(Setting.TRUST_SUBSCRIBER, value);
  }

  public void setConsistency(String value) {
    set(Setting.CONSISTENCY, value);
  }

  public void setNudge(String value) {
    set(Setting.NUDGE, value);
  }

  public void setWeakestConsistency(String value) {
    set(Setting.WEAKEST_CONSISTENCY, value);
  }

  public void setTokenKeys(String value) {
    set(Setting.TOKEN_KEYS, value);
  }

  public void setTokenTtl(String value) {
    set(Setting.TOKEN_TTL, value);
  }

  public void setTokenAudience(String value) {
    set(Setting.TOKEN_AUDIENCE, value);
  }

  public void setPrimaryOnly(String value) {
    set(Setting.PRIMARY_ONLY, value);
  }

  public void setSafeFunctions(String value) {
    set(Setting.SAFE_FUNCTIONS, value);
  }

  public void setMaxConnections(int value) {
    set(Setting.MAX_CONNECTIONS, Integer.toString(value));
  }

  public void setBorrowTimeout(String value) {
    set(Setting.BORROW_TIMEOUT, value);
  }

  public void setCredentialsProvider(String value) {
    set(Setting.CREDENTIALS_PROVIDER, value);
  }

  public void setPooler(String value) {
    set(Setting.POOLER, value);
  }
}
