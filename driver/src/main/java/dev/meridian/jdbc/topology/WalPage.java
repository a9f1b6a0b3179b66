package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.Lsn;

/**
 * The layout of WAL pages, as far as positions need it. Right after a page header the insert
 * position stands where no record ends: 24 bytes into a page, or 40 into a segment (PostgreSQL's
 * {@code SizeOfXLogShortPHD} and {@code SizeOfXLogLongPHD}). A replica reports the end of the
 * record before, and would reach such a position only with the next write; stepping back over the
 * header names the same set of records.
 */
public final class WalPage {

  private static final long PAGE = 8192;
  private static final long SHORT_HEADER = 24;
  private static final long LONG_HEADER = 40;

  private WalPage() {}

  /** The last place not after {@code insert} where a record can end. */
  public static Lsn endOfRecord(Lsn insert, long segmentSize) {
    if (Long.remainderUnsigned(insert.value(), segmentSize) == LONG_HEADER) {
      return new Lsn(insert.value() - LONG_HEADER);
    }
    if (Long.remainderUnsigned(insert.value(), PAGE) == SHORT_HEADER) {
      return new Lsn(insert.value() - SHORT_HEADER);
    }
    return insert;
  }

  /** Reads {@code wal_segment_size} as {@code SHOW} prints it, such as {@code 16MB}. */
  public static long bytes(String setting) {
    int unit = 0;
    while (unit < setting.length() && Character.isDigit(setting.charAt(unit))) {
      unit++;
    }
    long number = Long.parseLong(setting, 0, unit, 10);
    return switch (setting.substring(unit)) {
      case "", "B" -> number;
      case "kB" -> number << 10;
      case "MB" -> number << 20;
      case "GB" -> number << 30;
      default -> throw new IllegalArgumentException("not a size: " + setting);
    };
  }
}
