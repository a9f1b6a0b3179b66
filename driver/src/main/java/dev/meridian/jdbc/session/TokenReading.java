package dev.meridian.jdbc.session;

import org.jspecify.annotations.Nullable;

/**
 * What came of reading a token.
 *
 * @param finding what kind of text it was
 * @param position what it says, if one of the keys has signed it; to be believed if it is {@link
 *     Finding#VALID}
 */
public record TokenReading(Finding finding, @Nullable Position position) {

  /** What a text turned out to be. */
  public enum Finding {
    /** Signed by one of the keys, for this audience, and not too old. */
    VALID,
    /** No token at all: it says nothing about any session and is ignored. */
    GARBAGE,
    /** A token of a later version of the format. */
    OTHER_VERSION,
    /** A token that none of the keys has signed, or that was changed since. */
    UNVERIFIABLE,
    /** A token for another audience. */
    OTHER_AUDIENCE,
    /** A token older than {@code tokenTtl}. */
    EXPIRED,
    /** A token that was issued later than now. */
    FROM_THE_FUTURE
  }

  /**
   * Whether the session may have seen something of which nothing is known: its reads go to the
   * primary until a sample of the primary's covers it.
   */
  public boolean putsSessionBehind() {
    return finding != Finding.VALID && finding != Finding.GARBAGE;
  }

  static TokenReading of(Finding finding) {
    return new TokenReading(finding, null);
  }
}
