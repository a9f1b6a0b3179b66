package dev.meridian.integration;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Session;
import dev.meridian.testkit.history.WorkloadSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A client whose every request goes to the next of several application nodes, which know of each
 * other by the tokens alone that the client carries. A request begins with the tokens of all that
 * have ended; its own takes their place. Threadsafe.
 */
public final class HoppingSession implements WorkloadSession {

  private record Request(Set<String> brought, Session session) {}

  private static final ThreadLocal<@Nullable Request> REQUEST = new ThreadLocal<>();

  private final String name;
  private final List<MeridianDataSource> nodes;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock.
  private final Set<String> tokens = new LinkedHashSet<>();
  private int turn;

  private HoppingSession(String name, List<MeridianDataSource> nodes) {
    this.name = name;
    this.nodes = nodes;
  }

  /** Opens an application node for every URL, and a session of each name that hops between them. */
  public static List<HoppingSession> over(List<String> names, List<String> urls) {
    List<MeridianDataSource> nodes =
        urls.stream().map(url -> MeridianDataSource.builder().url(url).build()).toList();
    return names.stream().map(name -> new HoppingSession(name, nodes)).toList();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isFixedAtBegin() {
    return true;
  }

  @Override
  public Connection connect() throws SQLException {
    Set<String> brought;
    MeridianDataSource node;
    lock.lock();
    try {
      brought = new LinkedHashSet<>(tokens);
      node = nodes.get(Math.floorMod(turn++, nodes.size()));
    } finally {
      lock.unlock();
    }
    REQUEST.set(new Request(brought, Session.open(String.join(".", brought))));
    return node.getConnection();
  }

  @Override
  public void requestEnded() {
    Request mine = REQUEST.get();
    if (mine == null) {
      return;
    }
    REQUEST.remove();
    String token = mine.session.token();
    mine.session.close();
    lock.lock();
    try {
      if (token != null) {
        tokens.removeAll(mine.brought);
        tokens.addAll(List.of(token.split("\\.")));
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String servedBy(Connection connection) throws SQLException {
    return Sql.route(connection).role().toString();
  }

  @Override
  public void close() {
    nodes.forEach(MeridianDataSource::close);
  }
}
