package dev.meridian.jdbc.api;

/**
 * A log sequence number: a byte position in a PostgreSQL server's write-ahead log.
 *
 * <p>Compares as an unsigned 64-bit number, as PostgreSQL's {@code pg_lsn} does. Immutable.
 *
 * @param value the position in bytes, unsigned
 */
public record Lsn(long value) implements Comparable<Lsn> {

  /** The invalid position {@code 0/0}, before every other. */
  public static final Lsn ZERO = new Lsn(0);

  /**
   * Reads PostgreSQL's text form, two hexadecimal numbers such as {@code 16/B374D848}.
   *
   * @throws IllegalArgumentException if {@code text} is not of that form
   */
  public static Lsn parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 1 || slash > 8 || text.length() - slash < 2 || text.length() - slash > 9) {
      throw new IllegalArgumentException("not a log sequence number: " + text);
    }
    try {
      long high = Long.parseUnsignedLong(text, 0, slash, 16);
      long low = Long.parseUnsignedLong(text, slash + 1, text.length(), 16);
      return new Lsn(high << 32 | low);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a log sequence number: " + text, e);
    }
  }

  /** Whether a node at this position has passed {@code other}. */
  public boolean hasReached(Lsn other) {
    return compareTo(other) >= 0;
  }

  /** The later of the two. */
  public Lsn max(Lsn other) {
    return hasReached(other) ? this : other;
  }

  /** The earlier of the two. */
  public Lsn min(Lsn other) {
    return hasReached(other) ? other : this;
  }

  @Override
  public int compareTo(Lsn other) {
    return Long.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return String.format(java.util.Locale.ROOT, "%X/%08X", value >>> 32, value & 0xFFFF_FFFFL);
  }
}
