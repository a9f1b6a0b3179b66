package dev.meridian.jdbc.geo;

import java.net.InetAddress;

/** An open database of the places of addresses. Implementations are threadsafe. */
interface GeoDatabase {

  /**
   * What it tells of an address.
   *
   * @throws BrokenDatabase if what is written there can not be read
   */
  GeoAnswer lookUp(InetAddress address) throws BrokenDatabase;

  /** What it is, for people: its kind and the day on which it was made. */
  String describe();
}
