package dev.meridian.testkit;

/**
 * Something that travels a lane: bytes, or the news that the sender closed or broke the connection.
 */
final class Parcel {
  enum Content {
    BYTES,
    /** The sender sends no more (FIN). */
    END,
    /** The sender broke the connection (RST). */
    BREAK
  }

  private static final byte[] NOTHING = {};

  final Content content;

  /** Not copied: the reader made the array for this parcel alone. */
  final byte[] bytes;

  /** The nano time at which it arrives. */
  final long releaseAt;

  private Parcel(Content content, byte[] bytes, long releaseAt) {
    this.content = content;
    this.bytes = bytes;
    this.releaseAt = releaseAt;
  }

  static Parcel of(byte[] bytes, long releaseAt) {
    return new Parcel(Content.BYTES, bytes, releaseAt);
  }

  static Parcel notice(Content content, long releaseAt) {
    return new Parcel(content, NOTHING, releaseAt);
  }
}
