package dev.meridian.testkit;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL server of the world. While it is down, the links to it refuse connects, as its own
 * port does.
 *
 * <p>This class is threadsafe; starting and stopping wait for each other.
 */
public final class RegionNode {
  private static final Duration CATCH_UP = Duration.ofSeconds(30);
  private static final AtomicInteger PROMOTIONS = new AtomicInteger();

  private final String region;
  private final World world;
  private final ServerLauncher launcher;
  private final int port = LoopbackPorts.next();
  private final List<WanLink> links = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile NodeKind kind;

  /** Which promotion of the JVM's made it a primary; 0 for the one that was described so. */
  private volatile int promotion;

  private volatile boolean frozen;
  private volatile boolean replayPaused;
  private volatile boolean subscriptionDisabled;

  /** Null until it has subscribed. */
  private volatile @Nullable Subscription subscription;

  /** Guarded by {@link #lock} for writing. */
  private volatile @Nullable RunningServer server;

  RegionNode(String region, NodeKind kind, World world, ServerLauncher launcher) {
    this.region = region;
    this.kind = kind;
    this.world = world;
    this.launcher = launcher;
  }

  /** The region's name, as {@code eu-west-1}. */
  public String region() {
    return region;
  }

  /** What the node is now. */
  public NodeKind kind() {
    return kind;
  }

  /** The server's own port on 127.0.0.1, without a link. */
  public int port() {
    return port;
  }

  /**
   * A URL straight to the server as superuser, with user and password, and with no link between.
   */
  public String directUrl() {
    return database(world.database()).url();
  }

  /** A database of this server as superuser, with no link between; it need not exist yet. */
  public Database database(String name) {
    return world.database(port, name);
  }

  /** A new connection straight to the server as superuser. */
  public Connection connect() throws SQLException {
    return database(world.database()).connect();
  }

  /** Runs statements as superuser, each in its own transaction, with no link between. */
  public void execute(String... statements) throws SQLException {
    database(world.database()).execute(statements);
  }

  /**
   * The first column of the first row as text, or null if it is SQL NULL; as superuser, with no
   * link between.
   */
  public @Nullable String query(String sql) throws SQLException {
    return database(world.database()).query(sql);
  }

  /** Whether the server's process lives. */
  public boolean isRunning() {
    RunningServer running = server;
    return running != null && running.isAlive();
  }

  /** Starts the server, if it is down, and returns when it accepts connections. */
  public void start() {
    lock.lock();
    try {
      if (!isRunning()) {
        server = launcher.start(this);
        links.forEach(link -> link.targetUp(true));
      }
    } catch (IOException e) {
      throw new WorldException(region + " does not start", e);
    } finally {
      lock.unlock();
    }
  }

  /** Fast shutdown: sessions are ended with 57P01, everything is written. */
  public void stop() {
    if (frozen) {
      thaw();
    }
    end(RunningServer::stop, "does not stop");
  }

  /**
   * SIGKILL to the whole server, the postmaster and all its children; returns when they are gone.
   */
  public void kill() {
    end(RunningServer::kill, "cannot be killed");
  }

  /** {@link #stop()} and {@link #start()}. */
  public void restart() {
    stop();
    start();
  }

  /** Makes a standby the primary; returns when it accepts writes. */
  public void promote() throws SQLException {
    require(NodeKind.STANDBY);
    if (!"t".equals(query("SELECT pg_promote(true, 60)"))) {
      throw new SQLException(region + " was not promoted within 60 s");
    }
    promotion = PROMOTIONS.incrementAndGet();
    kind = NodeKind.PRIMARY;
  }

  /** The greater, the later it was promoted. */
  int promotion() {
    return promotion;
  }

  /**
   * Stops the server where it is, with SIGSTOP: its sockets stay open and nobody answers. It counts
   * as running.
   *
   * @throws UnsupportedOperationException if the servers are containers
   */
  public void freeze() {
    act(RunningServer::freeze, "cannot be frozen");
    frozen = true;
  }

  /** Ends {@link #freeze()}. */
  public void thaw() {
    act(RunningServer::thaw, "cannot be thawed");
    frozen = false;
  }

  /** From a fresh copy of a primary; returns when it is up. What it had is gone. */
  void rebuild(RegionNode upstream, WanLink link) throws SQLException {
    lock.lock();
    try (Connection onUpstream = upstream.connect()) {
      if (isRunning()) {
        throw new IllegalStateException(region + " is running, and would lose its files");
      }
      String info = world.database(link.port(), world.database()).connectionInfo(region);
      launcher.copy(upstream, onUpstream, this, info);
      kind = NodeKind.STANDBY;
      replayPaused = false;
    } catch (IOException e) {
      throw new WorldException(region + " is not rebuilt", e);
    } finally {
      lock.unlock();
    }
    start();
  }

  /** Lets a standby receive WAL without replaying it. */
  public void pauseReplay() throws SQLException {
    require(NodeKind.STANDBY);
    replayPaused = true;
    execute("SELECT pg_wal_replay_pause()");
    Await.until(
        () -> "paused".equals(query("SELECT pg_get_wal_replay_pause_state()")),
        CATCH_UP,
        () -> region + " does not pause its replay");
  }

  /** Ends {@link #pauseReplay()}. */
  public void resumeReplay() throws SQLException {
    require(NodeKind.STANDBY);
    Await.until(
        () -> {
          execute("SELECT pg_wal_replay_resume()");
          return true;
        },
        CATCH_UP,
        () -> region + " does not resume its replay");
    replayPaused = false;
  }

  /** A subscriber's subscription, by the test kit's own hand. */
  public Subscription subscription() {
    require(NodeKind.SUBSCRIBER);
    Subscription created = subscription;
    if (created == null) {
      throw new IllegalStateException(region + " has not subscribed yet");
    }
    return created;
  }

  /** Stops a subscriber's apply worker. The publisher keeps what is to be sent. */
  public void disableSubscription() throws SQLException {
    Subscription subscription = subscription();
    subscriptionDisabled = true;
    subscription.disable();
  }

  /** Ends {@link #disableSubscription()}. */
  public void enableSubscription() throws SQLException {
    subscription().enable();
    subscriptionDisabled = false;
  }

  @Override
  public String toString() {
    return region + " (" + kind + ", 127.0.0.1:" + port + (isRunning() ? "" : ", down") + ")";
  }

  void subscription(Subscription created) {
    subscription = created;
  }

  void add(WanLink link) {
    links.add(link);
    link.targetUp(isRunning());
  }

  void mend() throws SQLException {
    boolean wasRunning = isRunning();
    if (wasRunning && frozen) {
      thaw();
    }
    start();
    if (kind == NodeKind.STANDBY && wasRunning && replayPaused) {
      resumeReplay();
    } else if (kind == NodeKind.SUBSCRIBER && subscriptionDisabled) {
      enableSubscription();
    }
    replayPaused = false;
  }

  /** Leaves the server to its guard. */
  void abandon() {
    end(RunningServer::abandon, "does not end");
  }

  void require(NodeKind wanted) {
    if (kind != wanted) {
      throw new IllegalStateException(region + " is " + kind + ", this needs " + wanted);
    }
  }

  private void end(Deed ending, String failure) {
    act(
        running -> {
          links.forEach(link -> link.targetUp(false));
          ending.to(running);
          frozen = false;
        },
        failure);
  }

  /** Does something to the server, if it runs. */
  private void act(Deed deed, String failure) {
    lock.lock();
    try {
      RunningServer running = server;
      if (running != null && running.isAlive()) {
        deed.to(running);
      }
    } catch (IOException e) {
      throw new WorldException(region + " " + failure, e);
    } finally {
      lock.unlock();
    }
  }

  @FunctionalInterface
  private interface Deed {
    void to(RunningServer server) throws IOException;
  }
}
