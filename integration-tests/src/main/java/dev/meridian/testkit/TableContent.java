package dev.meridian.testkit;

/**
 * What one side has of a table.
 *
 * @param rows how many
 * @param checksum the sum, over all rows, of the first 64 bits of the MD5 of the row's text: any
 *     order of the rows gives the same
 */
public record TableContent(long rows, String checksum) {
  @Override
  public String toString() {
    return rows + " rows, checksum " + checksum;
  }
}
