package dev.meridian.jdbc.session;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.session.TokenReading.Finding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Writes positions as tokens, and reads them back.
 *
 * <p>A token is {@value #LENGTH} characters of base64url, safe in URLs, headers and cookies:
 * version (1 byte), system identifier (8), timeline (4), LSN (8), a hash of the definitions that
 * were seen (8), issued at (5, seconds of the epoch), a hash of the audience (4), and HMAC-SHA256
 * over all of these (32). Whoever holds one learns how much WAL the system has written, no more.
 *
 * <p>Reading never fails: whatever comes in is told by its {@link TokenReading.Finding finding}.
 * This class is threadsafe.
 */
public final class TokenCodec {

  /** The length of every token, in characters. */
  public static final int LENGTH = 94;

  private static final byte VERSION = 1;
  // What a later version may look like: one that is read as nonsense would weaken a session while
  // application nodes are brought up to date one by one.
  private static final byte LAST_VERSION = 15;
  private static final int SHORTEST = 60;
  private static final int LONGEST = 200;

  private static final int LSN_AT = 1 + 8 + 4;
  private static final int ISSUED_AT = LSN_AT + 8 + 8;
  private static final int CONTENT = 1 + 8 + 4 + 8 + 8 + 5 + 4;
  private static final int SIGNATURE = 32;
  // How far the clocks of two application nodes may be apart.
  private static final long CLOCK_SKEW_SECONDS = 30;

  private final TokenKeys keys;
  private final int audience;
  private final long ttlSeconds;

  /**
   * Prepares.
   *
   * @param audience who the tokens are for; tokens of another audience are not trusted
   * @param ttl how long a token is trusted
   */
  public TokenCodec(TokenKeys keys, String audience, Duration ttl) {
    this.keys = keys;
    this.audience = hash(audience).getInt();
    this.ttlSeconds = ttl.toSeconds();
  }

  /** What {@link Position#definitions} says of definitions that are told apart by a text. */
  public static long hashOfDefinitions(@Nullable String definitions) {
    return definitions == null ? Position.UNKNOWN_DEFINITIONS : hash(definitions).getLong() | 1;
  }

  private static ByteBuffer hash(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** The token of a position. */
  public String write(Position position, Instant now) {
    ByteBuffer token = ByteBuffer.allocate(CONTENT + SIGNATURE);
    long seconds = now.getEpochSecond();
    token.put(VERSION);
    token.putLong(position.systemIdentifier()).putInt(position.timeline());
    token.putLong(position.lsn().value()).putLong(position.definitions());
    token.put((byte) (seconds >>> 32)).putInt((int) seconds);
    token.putInt(audience);
    token.put(keys.sign(Arrays.copyOf(token.array(), CONTENT)));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
  }

  /** What a text from outside says to somebody who has no key. */
  public static TokenReading unverified(String text) {
    byte[] bytes = bytes(text);
    return TokenReading.of(bytes == null ? Finding.GARBAGE : Finding.UNVERIFIABLE);
  }

  /** What a text from outside says. */
  public TokenReading read(String text, Instant now) {
    byte[] bytes = bytes(text);
    if (bytes == null) {
      return TokenReading.of(Finding.GARBAGE);
    }
    if (bytes[0] != VERSION) {
      return TokenReading.of(Finding.OTHER_VERSION);
    }
    byte[] content = Arrays.copyOf(bytes, CONTENT);
    if (!keys.isSigned(content, Arrays.copyOfRange(bytes, CONTENT, bytes.length))) {
      return TokenReading.of(Finding.UNVERIFIABLE);
    }
    return signed(ByteBuffer.wrap(content, 1, CONTENT - 1), now.getEpochSecond());
  }

  /** What has the form of a token of this or a later version; null for any other text. */
  private static byte @Nullable [] bytes(String text) {
    if (text.length() < SHORTEST || text.length() > LONGEST) {
      return null;
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      boolean known = bytes[0] == VERSION && text.length() == LENGTH;
      return known || (bytes[0] > VERSION && bytes[0] <= LAST_VERSION) ? bytes : null;
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  /**
   * What two tokens have in common if and only if they stand for the same position; null for a text
   * that is no token of this version, or one whose position is not known. Nothing is verified.
   */
  public static @Nullable String mark(String text) {
    byte[] bytes = bytes(text);
    if (bytes == null || bytes[0] != VERSION) {
      return null;
    }
    long lsn = ByteBuffer.wrap(bytes).getLong(LSN_AT);
    return lsn == Position.UNKNOWN.value()
        ? null
        : Base64.getUrlEncoder().encodeToString(Arrays.copyOf(bytes, ISSUED_AT));
  }

  /** Whether a token that was found valid has more than half of its time before it. */
  public boolean isFresh(String token, Instant now) {
    byte[] bytes = bytes(token);
    return bytes != null
        && issued(ByteBuffer.wrap(bytes, ISSUED_AT, bytes.length - ISSUED_AT))
            >= now.getEpochSecond() - ttlSeconds / 2;
  }

  private static long issued(ByteBuffer content) {
    return ((content.get() & 0xFFL) << 32) | (content.getInt() & 0xFFFF_FFFFL);
  }

  private TokenReading signed(ByteBuffer content, long now) {
    Position position =
        new Position(
            content.getLong(), content.getInt(), new Lsn(content.getLong()), content.getLong());
    long issued = issued(content);
    boolean ours = content.getInt() == audience;
    Finding finding =
        issued > now + CLOCK_SKEW_SECONDS
            ? Finding.FROM_THE_FUTURE
            : issued < now - ttlSeconds
                ? Finding.EXPIRED
                : ours ? Finding.VALID : Finding.OTHER_AUDIENCE;
    return new TokenReading(finding, position);
  }
}
