package dev.meridian.jdbc.api;

import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Meridian's settings, one constant each. A setting is given as a parameter of the URL ({@code
 * &maxLag=30s}) or as a connection property of the same {@link #key}; the URL wins. No key equals a
 * property of pgjdbc, which ignores them all. Immutable.
 */
public enum Setting {
  /** {@code region} */
  REGION(
      "region",
      null,
      new LabelRule(),
      "The region in which this application runs; by default what the platform, networks or"
          + " geoipDatabase tells."),
  /** {@code nodeRegions} */
  NODE_REGIONS(
      "nodeRegions",
      null,
      new LabelListRule(),
      "The regions of the hosts, in the order of the host list."),
  /** {@code networks} */
  NETWORKS(
      "networks",
      null,
      new NetworksRule(),
      "Which region addresses are in, this machine's and the nodes'; the longest prefix counts."),
  /** {@code regionCoordinates} */
  REGION_COORDINATES(
      "regionCoordinates",
      null,
      new RegionCoordinatesRule(),
      "Where regions are that Meridian does not know, or knows elsewhere."),
  /** {@code geoipDatabase} */
  GEOIP_DATABASE(
      "geoipDatabase",
      null,
      new PathRule(),
      "A GeoIP2 City or Country database, to find the region of an address; read again when it"
          + " changes. Needs com.maxmind.db:maxmind-db."),
  /** {@code clientAddress} */
  CLIENT_ADDRESS(
      "clientAddress",
      null,
      new AddressRule(),
      "The public address of this application, to find its region in geoipDatabase."),
  /** {@code jurisdictions} */
  JURISDICTIONS(
      "jurisdictions",
      null,
      new JurisdictionsRule(),
      "The regions of each jurisdiction that sessions may be bound to. A region may be in several; a"
          + " node whose region is not known is in none."),
  /** {@code jurisdiction} */
  JURISDICTION(
      "jurisdiction",
      null,
      new LabelRule(),
      "The one of jurisdictions that all sessions are bound to: no statement goes to a node outside"
          + " of it. A session can be bound more narrowly, never more widely."),
  /** {@code roles} */
  ROLES(
      "roles",
      null,
      new RoleListRule(),
      "The roles of the hosts, in the order of the host list, where they are not to be found out."
          + " A role that contradicts what the server says is an error."),
  /** {@code nodes} */
  NODES(
      "nodes",
      null,
      new NodesFileRule(),
      "The file that lists the hosts, in place of the URL's host list; read again when it changes."),
  /** {@code drain} */
  DRAIN(
      "drain", null, new HostSetRule(), "Hosts that are to serve no reads that others can serve."),
  /** {@code readFrom} */
  READ_FROM(
      "readFrom",
      null,
      new ReadFromRule(),
      "The regions in which reads look for a node, one after another; by default all at once, the"
          + " nearest first."),
  /** {@code maxLag} */
  MAX_LAG(
      "maxLag",
      "30s",
      new DurationRule(Duration.ofMillis(100), Duration.ofDays(1)),
      "A replica that is further behind the primary serves no reads."),
  /** {@code probeInterval} */
  PROBE_INTERVAL(
      "probeInterval",
      "500ms",
      new DurationRule(Duration.ofMillis(10), Duration.ofMinutes(1)),
      "How often each node is asked for its role, position and health."),
  /** {@code catchUpTimeout} */
  CATCH_UP_TIMEOUT(
      "catchUpTimeout",
      "1s",
      new DurationRule(Duration.ZERO, Duration.ofMinutes(1)),
      "How long a read waits, at most, for a replica to reach what its session must see."),
  /** {@code whenStale} */
  WHEN_STALE(
      "whenStale",
      "primary",
      ChoiceRule.of(WhenStale.class),
      "What a read gets when no replica is fresh enough: the primary, a wait of up to"
          + " catchUpTimeout, or an error at once."),
  /** {@code primaryReadShare} */
  PRIMARY_READ_SHARE(
      "primaryReadShare",
      "100%",
      new ShareRule(),
      "How many reads that replicas should serve may run on the primary at once, as a share of"
          + " maxConnections. The others wait up to catchUpTimeout, then fail."),
  /** {@code whenPartitioned} */
  WHEN_PARTITIONED(
      "whenPartitioned",
      "serve",
      ChoiceRule.of(WhenPartitioned.class),
      "What a read gets while the primary does not answer: what replicas can serve of what its"
          + " session must see, or an error."),
  /** {@code failoverTimeout} */
  FAILOVER_TIMEOUT(
      "failoverTimeout",
      "0ms",
      new DurationRule(Duration.ZERO, Duration.ofMinutes(10)),
      "How long a write, the beginning of a transaction, or a read that no replica may serve waits"
          + " for a primary where none takes writes; by default it fails at once."),
  /** {@code abortAfter} */
  ABORT_AFTER(
      "abortAfter",
      "10s",
      new DurationRule(Duration.ofSeconds(1), Duration.ofHours(1)),
      "How long a node must have been lost before what still runs on it is given up. What runs on a"
          + " node that answers is left alone, however long it takes."),
  /** {@code trustSubscriber} */
  TRUST_SUBSCRIBER(
      "trustSubscriber",
      null,
      new TrustRule(),
      "Subscribers that hold nothing that the failover to this timeline lost, and lack nothing that"
          + " came after."),
  /** {@code consistency} */
  CONSISTENCY(
      "consistency",
      "session",
      ChoiceRule.of(Consistency.class),
      "What a read must be able to see: all that was committed (strong), all that its session has"
          + " seen (session), nothing older than maxLag (bounded), or whatever the nearest replica"
          + " has (eventual)."),
  /** {@code nudge} */
  NUDGE(
      "nudge",
      "on",
      ChoiceRule.of(Nudge.class),
      "Whether the primary may be made to write a few bytes of WAL where a replica stands still just"
          + " short of what a read waits for."),
  /** {@code weakestConsistency} */
  WEAKEST_CONSISTENCY(
      "weakestConsistency",
      null,
      ChoiceRule.of(Consistency.class),
      "How far a session or a statement may lower its own consistency; by default not at all."),
  /** {@code tokenKeys} */
  TOKEN_KEYS(
      "tokenKeys",
      null,
      new TokenKeysRule(),
      "Where the keys of session tokens are, one a line in base64, at least 32 bytes each: the first"
          + " signs, each verifies."),
  /** {@code tokenTtl} */
  TOKEN_TTL(
      "tokenTtl",
      "1h",
      new DurationRule(Duration.ofSeconds(1), Duration.ofDays(30)),
      "How long a session token is trusted; at least twice maxLag."),
  /** {@code tokenAudience} */
  TOKEN_AUDIENCE(
      "tokenAudience",
      null,
      new LabelRule(),
      "Whom session tokens are for; those of others are not trusted. By default the name of the"
          + " database."),
  /** {@code primaryOnly} */
  PRIMARY_ONLY(
      "primaryOnly",
      null,
      new NameListRule("table"),
      "Tables that are always read from the primary."),
  /** {@code safeFunctions} */
  SAFE_FUNCTIONS(
      "safeFunctions",
      null,
      new NameListRule("function"),
      "Volatile functions that write nothing and may run on a replica."),
  /** {@code maxConnections} */
  MAX_CONNECTIONS(
      "maxConnections",
      "10",
      new CountRule(1, 10_000),
      "How many connections a MeridianDataSource lends out at a time."),
  /** {@code borrowTimeout} */
  BORROW_TIMEOUT(
      "borrowTimeout",
      "30s",
      new DurationRule(Duration.ofMillis(250), Duration.ofMinutes(10)),
      "How long getConnection of a MeridianDataSource waits for a free connection."),
  /** {@code credentialsProvider} */
  CREDENTIALS_PROVIDER(
      "credentialsProvider",
      null,
      new ClassNameRule(CredentialsSupplier.class),
      "Who is asked for user and password of every new connection to a node, probes' too."),
  /** {@code pooler} */
  POOLER(
      "pooler",
      "auto",
      new PoolerRule(),
      "Whether the hosts are poolers in transaction mode, such as PgBouncer: auto finds it out of"
          + " each host, transaction says that all are, none that none is.");

  private final String key;
  private final @Nullable String defaultText;

  @SuppressWarnings("ImmutableEnumChecker") // every rule is a record of immutable values
  private final SettingRule<?> rule;

  private final String description;

  Setting(String key, @Nullable String defaultText, SettingRule<?> rule, String description) {
    this.key = key;
    this.defaultText = defaultText;
    this.rule = rule;
    this.description = description;
  }

  /** The setting of this key, in exactly this case, if there is one. */
  public static Optional<Setting> ofKey(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findAny();
  }

  /** The name in the URL and in {@code Properties}. */
  public String key() {
    return key;
  }

  /** The value where none is given, as a user would write it, or null for none. */
  public @Nullable String defaultText() {
    return defaultText;
  }

  /** What it decides, in one or two sentences. */
  public String description() {
    return description;
  }

  /** Which values are allowed, in words: range, unit, choices, form. */
  public String range() {
    return rule.describe();
  }

  /**
   * Checks one value.
   *
   * @throws SQLException (22023) if it is not allowed; names the key, the value and the rule
   */
  public void check(String value) throws SQLException {
    parse(rule, value);
  }

  /** What a tool shows when it asks for this setting; {@code value} is the current one, or null. */
  public DriverPropertyInfo toDriverPropertyInfo(@Nullable String value) {
    DriverPropertyInfo info = new DriverPropertyInfo(key, value == null ? defaultText : value);
    info.description = description + " Allowed: " + range() + ".";
    info.choices = rule.choices();
    return info;
  }

  /** The setting's row in the documentation, as Markdown: key, default, range, description. */
  public String toMarkdownRow() {
    String shownDefault = defaultText == null ? "none" : "`" + defaultText + "`";
    return "| `" + key + "` | " + shownDefault + " | " + range() + " | " + description + " |";
  }

  /** Reads {@code value} by this setting's rule, which must be of the given kind. */
  <T> T parse(Class<? extends SettingRule<T>> kind, String value) throws SQLException {
    return parse(kind.cast(rule), value);
  }

  /** Reads {@code value} as one of the constants of an enum, whose this setting must be. */
  <E extends Enum<E>> E choose(Class<E> kind, String value) throws SQLException {
    return kind.cast(parse(rule, value));
  }

  private <T> T parse(SettingRule<T> ruleOfThis, String value) throws SQLException {
    String text = value.strip();
    try {
      if (text.isEmpty()) {
        throw new IllegalArgumentException("is empty");
      }
      return ruleOfThis.parse(text);
    } catch (IllegalArgumentException e) {
      String takes = "; " + key + " takes " + range();
      if (value.toLowerCase(Locale.ROOT).contains("password")) {
        // As in maxLag=30s;password=…, where an ampersand was meant. The cause would tell it, too.
        throw new SQLException(
            key + " has a bad value (not shown: a password may be in it)" + takes, "22023");
      }
      throw new SQLException(key + "=" + value + " " + e.getMessage() + takes, "22023", e);
    }
  }
}
