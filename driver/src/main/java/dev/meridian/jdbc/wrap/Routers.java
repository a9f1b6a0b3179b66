package dev.meridian.jdbc.wrap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.meridian.jdbc.api.Session;
import dev.meridian.jdbc.routing.Router;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who decides for whom: for a session whose user is somewhere it is told, by {@link Session#at} or
 * {@link Session#from}, a router that prefers what is near to there. Threadsafe.
 */
final class Routers {

  private static final int MOST_REGIONS = 500;

  private final Router own;
  private final Places places;
  private final Cache<String, Router> byRegion =
      Caffeine.newBuilder().maximumSize(MOST_REGIONS).executor(Runnable::run).build();

  /**
   * Begins.
   *
   * @param own decides for whoever is nowhere in particular
   */
  Routers(Router own, Places places) {
    this.own = own;
    this.places = places;
  }

  /** The one that decides for who asks. */
  Router current() {
    Session session = Session.current();
    String region = session == null ? null : region(session);
    return region == null
        ? own
        : byRegion.get(region, there -> own.near(there, other -> places.kilometres(there, other)));
  }

  private @Nullable String region(Session session) {
    String stated = session.region();
    InetAddress address = stated == null ? session.address() : null;
    return address == null ? stated : places.regionOf(address);
  }
}
