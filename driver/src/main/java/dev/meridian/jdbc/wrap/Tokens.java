package dev.meridian.jdbc.wrap;

import dev.meridian.jdbc.api.Settings;
import dev.meridian.jdbc.session.Position;
import dev.meridian.jdbc.session.TokenCodec;
import dev.meridian.jdbc.session.TokenKeys;
import dev.meridian.jdbc.session.TokenReading;
import dev.meridian.jdbc.session.TokenReading.Finding;
import dev.meridian.jdbc.topology.Catalogues;
import dev.meridian.jdbc.topology.Target;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The tokens of one world: written and read with its keys, and counted. Threadsafe. */
final class Tokens {

  private static final System.Logger LOG = System.getLogger(Tokens.class.getName());

  private record Definitions(@Nullable String text, long hash) {}

  private final @Nullable TokenCodec codec;
  private final Map<Finding, LongAdder> counts = new EnumMap<>(Finding.class);
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile Definitions newest = new Definitions(null, Position.UNKNOWN_DEFINITIONS);

  private Tokens(@Nullable TokenCodec codec) {
    this.codec = codec;
    for (Finding finding : Finding.values()) {
      counts.put(finding, new LongAdder());
    }
  }

  /**
   * Reads the keys.
   *
   * @throws SQLException (22023) if they can not be read; its message shows nothing of them
   */
  static Tokens of(Target target) throws SQLException {
    Settings settings = target.settings();
    String source = settings.tokenKeys();
    if (source == null) {
      return new Tokens(null);
    }
    String audience = settings.tokenAudience();
    try {
      return new Tokens(
          new TokenCodec(
              TokenKeys.read(source),
              audience == null ? target.database() : audience,
              settings.tokenTtl()));
    } catch (IllegalArgumentException e) {
      throw new SQLException("tokenKeys=" + source + ": " + e.getMessage(), "22023", e);
    }
  }

  boolean hasKeys() {
    return codec != null;
  }

  /** The same for one who leaves out what can not be signed: somebody should know, once. */
  boolean haveKeysOrTell(String database) {
    if (codec == null && told.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "what web sessions see in the database {0} is not carried to other requests: its data"
              + " source has no tokenKeys",
          database);
    }
    return codec != null;
  }

  /** Reads one that has come in, and counts it. */
  TokenReading read(String text) {
    TokenReading reading = look(text);
    Objects.requireNonNull(counts.get(reading.finding())).increment();
    return reading;
  }

  /** Reads one that was counted already. Without keys nothing can be verified. */
  TokenReading look(String text) {
    return codec == null ? TokenCodec.unverified(text) : codec.read(text, Instant.now());
  }

  /** How many of a kind were read. */
  long count(Finding finding) {
    return Objects.requireNonNull(counts.get(finding)).sum();
  }

  /**
   * Signs.
   *
   * @throws IllegalStateException if there is no key
   */
  String write(Position position) {
    if (codec == null) {
      throw new IllegalStateException("tokenKeys is not set: there is no key to sign a token with");
    }
    return codec.write(position, Instant.now());
  }

  /** Whether a token that was found valid is still far from its end. */
  boolean isFresh(String token) {
    return codec != null && codec.isFresh(token, Instant.now());
  }

  /** What tells these definitions from others in a token. */
  long definitions(Catalogues catalogues) {
    Definitions known = newest;
    if (!Objects.equals(known.text, catalogues.definitions())) {
      String text = catalogues.definitions();
      known = new Definitions(text, TokenCodec.hashOfDefinitions(text));
      newest = known;
    }
    return known.hash;
  }
}
