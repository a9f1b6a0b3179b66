package dev.meridian.jdbc.api;

import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Meridian's own settings, parsed and checked. Each is documented at the constant of {@link
 * Setting} of its name. Immutable.
 *
 * @param jurisdictions the labels of their regions, by name
 * @param jurisdiction one of those, or null
 * @param roles by host; {@link Role#UNKNOWN} where the role is to be found out ({@code auto})
 * @param primaryReadShare in per cent of {@code maxConnections}, 1 to 100
 * @param trustSubscriber by {@code host:port} in lower case, the highest timeline for which it is
 *     trusted
 * @param regionCoordinates by region, in the order typed
 * @param nodes {@code file:} and a path, or null
 * @param drain as typed
 * @param readFrom regions in order of preference, perhaps with {@link #ANY_REGION} at the end;
 *     empty for no preference
 * @param primaryOnly as {@code table} or {@code schema.table}, folded and without quotes
 * @param safeFunctions as {@code function} or {@code schema.function}, folded and without quotes
 * @param primaryAlways whether every statement goes to the primary, because pgjdbc's {@code
 *     targetServerType} asks for nothing else
 */
public record Settings(
    @Nullable String region,
    List<String> nodeRegions,
    List<Network> networks,
    Map<String, Coordinates> regionCoordinates,
    @Nullable Path geoipDatabase,
    @Nullable InetAddress clientAddress,
    Map<String, Set<String>> jurisdictions,
    @Nullable String jurisdiction,
    List<Role> roles,
    @Nullable String nodes,
    Set<String> drain,
    List<String> readFrom,
    Duration maxLag,
    Duration probeInterval,
    Duration catchUpTimeout,
    WhenStale whenStale,
    int primaryReadShare,
    WhenPartitioned whenPartitioned,
    Duration failoverTimeout,
    Duration abortAfter,
    Map<String, Integer> trustSubscriber,
    Consistency consistency,
    Consistency weakestConsistency,
    @Nullable String tokenKeys,
    Duration tokenTtl,
    @Nullable String tokenAudience,
    Set<String> primaryOnly,
    Set<String> safeFunctions,
    int maxConnections,
    Duration borrowTimeout,
    @Nullable String credentialsProvider,
    Pooler pooler,
    Nudge nudge,
    boolean primaryAlways) {

  /** What stands for all other regions in {@link #readFrom}. */
  public static final String ANY_REGION = "any";

  /** Copies the lists, sets and maps. */
  public Settings {
    nodeRegions = List.copyOf(nodeRegions);
    networks = List.copyOf(networks);
    regionCoordinates = Collections.unmodifiableMap(new LinkedHashMap<>(regionCoordinates));
    jurisdictions = Map.copyOf(jurisdictions);
    roles = List.copyOf(roles);
    trustSubscriber = Map.copyOf(trustSubscriber);
    drain = Set.copyOf(drain);
    readFrom = List.copyOf(readFrom);
    primaryOnly = Set.copyOf(primaryOnly);
    safeFunctions = Set.copyOf(safeFunctions);
  }

  /**
   * Reads the values as a user writes them; what is not in {@code given} has its default.
   *
   * @throws SQLException (22023) for the first value that is not allowed
   */
  public static Settings of(Map<Setting, String> given, boolean primaryAlways) throws SQLException {
    Consistency consistency = choose(given, Setting.CONSISTENCY, Consistency.class).orElseThrow();
    Duration maxLag = read(given, Setting.MAX_LAG, DurationRule.class).orElseThrow();
    Duration tokenTtl = read(given, Setting.TOKEN_TTL, DurationRule.class).orElseThrow();
    Duration least = maxLag.multipliedBy(2);
    if (tokenTtl.compareTo(least) < 0 && given.containsKey(Setting.TOKEN_TTL)) {
      throw new SQLException(
          "tokenTtl="
              + given.get(Setting.TOKEN_TTL)
              + " is less than twice maxLag="
              + given.getOrDefault(Setting.MAX_LAG, Setting.MAX_LAG.defaultText())
              + ": a token would be forgotten while a replica that lacks what it stands for serves",
          "22023");
    }
    Map<String, Set<String>> jurisdictions =
        read(given, Setting.JURISDICTIONS, JurisdictionsRule.class).orElse(Map.of());
    String jurisdiction = read(given, Setting.JURISDICTION, LabelRule.class).orElse(null);
    if (jurisdiction != null && !jurisdictions.containsKey(jurisdiction)) {
      throw unknownJurisdiction("jurisdiction=" + jurisdiction, jurisdictions);
    }
    return new Settings(
        read(given, Setting.REGION, LabelRule.class).orElse(null),
        read(given, Setting.NODE_REGIONS, LabelListRule.class).orElse(List.of()),
        read(given, Setting.NETWORKS, NetworksRule.class).orElse(List.of()),
        read(given, Setting.REGION_COORDINATES, RegionCoordinatesRule.class).orElse(Map.of()),
        read(given, Setting.GEOIP_DATABASE, PathRule.class).orElse(null),
        read(given, Setting.CLIENT_ADDRESS, AddressRule.class).orElse(null),
        jurisdictions,
        jurisdiction,
        read(given, Setting.ROLES, RoleListRule.class).orElse(List.of()),
        read(given, Setting.NODES, NodesFileRule.class).orElse(null),
        read(given, Setting.DRAIN, HostSetRule.class).orElse(Set.of()),
        read(given, Setting.READ_FROM, ReadFromRule.class).orElse(List.of()),
        maxLag,
        read(given, Setting.PROBE_INTERVAL, DurationRule.class).orElseThrow(),
        read(given, Setting.CATCH_UP_TIMEOUT, DurationRule.class).orElseThrow(),
        choose(given, Setting.WHEN_STALE, WhenStale.class).orElseThrow(),
        read(given, Setting.PRIMARY_READ_SHARE, ShareRule.class).orElseThrow(),
        choose(given, Setting.WHEN_PARTITIONED, WhenPartitioned.class).orElseThrow(),
        read(given, Setting.FAILOVER_TIMEOUT, DurationRule.class).orElseThrow(),
        read(given, Setting.ABORT_AFTER, DurationRule.class).orElseThrow(),
        read(given, Setting.TRUST_SUBSCRIBER, TrustRule.class).orElse(Map.of()),
        consistency,
        choose(given, Setting.WEAKEST_CONSISTENCY, Consistency.class).orElse(consistency),
        read(given, Setting.TOKEN_KEYS, TokenKeysRule.class).orElse(null),
        tokenTtl.compareTo(least) < 0 ? least : tokenTtl,
        read(given, Setting.TOKEN_AUDIENCE, LabelRule.class).orElse(null),
        read(given, Setting.PRIMARY_ONLY, NameListRule.class).orElse(Set.of()),
        read(given, Setting.SAFE_FUNCTIONS, NameListRule.class).orElse(Set.of()),
        read(given, Setting.MAX_CONNECTIONS, CountRule.class).orElseThrow(),
        read(given, Setting.BORROW_TIMEOUT, DurationRule.class).orElseThrow(),
        read(given, Setting.CREDENTIALS_PROVIDER, ClassNameRule.class).orElse(null),
        read(given, Setting.POOLER, PoolerRule.class).orElseThrow(),
        choose(given, Setting.NUDGE, Nudge.class).orElseThrow(),
        primaryAlways);
  }

  /**
   * The error where a jurisdiction is named that {@code jurisdictions} does not list.
   *
   * @param what who named which
   */
  public SQLException unknownJurisdiction(String what) {
    return unknownJurisdiction(what, jurisdictions);
  }

  private static SQLException unknownJurisdiction(String what, Map<String, Set<String>> known) {
    String names =
        known.isEmpty() ? "none is set" : String.join(", ", new TreeSet<>(known.keySet()));
    return new SQLException(what + " is none of jurisdictions=: " + names, "22023");
  }

  private static <T> Optional<T> read(
      Map<Setting, String> given, Setting setting, Class<? extends SettingRule<T>> kind)
      throws SQLException {
    String value = text(given, setting);
    return value == null ? Optional.empty() : Optional.of(setting.parse(kind, value));
  }

  private static <E extends Enum<E>> Optional<E> choose(
      Map<Setting, String> given, Setting setting, Class<E> kind) throws SQLException {
    String value = text(given, setting);
    return value == null ? Optional.empty() : Optional.of(setting.choose(kind, value));
  }

  private static @Nullable String text(Map<Setting, String> given, Setting setting) {
    return given.containsKey(setting) ? given.get(setting) : setting.defaultText();
  }
}
