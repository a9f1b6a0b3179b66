package dev.meridian.jdbc.topology;

import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What the names of hosts lead to, looked up again and again, each on a thread of its own: one that
 * stalls holds up nobody.
 *
 * <ol>
 *   <li>A name with several addresses is several nodes, one an address.
 *   <li>Of addresses of both families those of the one with more count, since one server often has
 *       one of each; of as many, those of the one that the lookup tells first.
 *   <li>What fails, or is not done yet, leaves what was known.
 * </ol>
 *
 * <p>Used by one thread.
 */
final class Lookups {

  private static final System.Logger LOG = System.getLogger(Lookups.class.getName());
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long HURRIED_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** One name. */
  private static final class Name {
    List<String> known = List.of();
    CompletableFuture<List<String>> running = CompletableFuture.completedFuture(List.of());
    long startedNanos;
    boolean began;
    boolean failing;
  }

  private final HostLookup lookup;
  private final Runnable whenDone;
  private final Map<String, Name> names = new HashMap<>();

  /**
   * Prepares.
   *
   * @param whenDone run on another thread when a lookup has ended
   */
  Lookups(HostLookup lookup, Runnable whenDone) {
    this.lookup = lookup;
    this.whenDone = whenDone;
  }

  /** Whether any of the nodes has a name. */
  static boolean concern(List<Node> nodes) {
    return nodes.stream().anyMatch(node -> !HostText.isAddress(node.host()));
  }

  /**
   * The nodes at the addresses that are known now; looks up what is due.
   *
   * @param lost names of which a node was lost: they are looked up again sooner
   */
  List<Node> at(List<Node> listed, Set<String> lost, long nowNanos) {
    List<Node> found = new ArrayList<>();
    Set<String> hosts = new HashSet<>();
    for (Node node : listed) {
      String host = node.host();
      if (HostText.isAddress(host)) {
        found.add(node);
        continue;
      }
      hosts.add(host);
      Name name = names.computeIfAbsent(host, key -> new Name());
      refresh(name, host, lost.contains(host) ? HURRIED_NANOS : INTERVAL_NANOS, nowNanos);
      boolean several = name.known.size() > 1;
      if (name.known.isEmpty()) {
        found.add(node);
      }
      name.known.forEach(ip -> found.add(node.lookedUp(ip, several)));
    }
    names.keySet().retainAll(hosts);
    return found;
  }

  /** Whether each name was looked up once, well or badly. */
  boolean isEveryNameAttempted() {
    return names.values().stream().allMatch(name -> name.running.isDone());
  }

  private void refresh(Name name, String host, long interval, long nowNanos) {
    if (!name.running.isDone()) {
      return;
    }
    if (name.began && !name.running.isCompletedExceptionally()) {
      name.known = name.running.join();
      name.failing = false;
    } else if (name.began && !name.failing) {
      name.failing = true;
      LOG.log(Level.WARNING, "{0} can not be looked up; what it led to before stays", host);
    }
    if (!name.began || nowNanos - name.startedNanos >= interval) {
      name.began = true;
      name.startedNanos = nowNanos;
      name.running = new CompletableFuture<>();
      CompletableFuture<List<String>> result = name.running;
      Thread thread = new Thread(() -> look(host, result), "meridian-lookup-" + host);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void look(String host, CompletableFuture<List<String>> result) {
    try {
      result.complete(ofOneFamily(lookup.addresses(host)));
    } catch (UnknownHostException | RuntimeException e) {
      result.completeExceptionally(e);
    } finally {
      whenDone.run();
    }
  }

  /** In an order that does not turn with the name server's. */
  static List<String> ofOneFamily(List<InetAddress> all) throws UnknownHostException {
    if (all.isEmpty()) {
      throw new UnknownHostException("no address");
    }
    Set<String> first = new TreeSet<>();
    Set<String> other = new TreeSet<>();
    for (InetAddress address : all) {
      boolean alike = address.getAddress().length == all.get(0).getAddress().length;
      (alike ? first : other).add(address.getHostAddress());
    }
    return List.copyOf(other.size() > first.size() ? other : first);
  }
}
