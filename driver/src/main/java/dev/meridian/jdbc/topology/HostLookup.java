package dev.meridian.jdbc.topology;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** What a host's name leads to. Implementations are threadsafe. */
@FunctionalInterface
public interface HostLookup {

  /** The JVM's own, with its caches ({@code networkaddress.cache.ttl}). */
  HostLookup OF_THE_JVM = host -> List.of(InetAddress.getAllByName(host));

  /** All addresses of a name; may take as long as it takes. */
  List<InetAddress> addresses(String host) throws UnknownHostException;
}
