package dev.meridian.testkit;

/** The two ways through a {@link WanLink}, seen from the side that opened the connection. */
public enum Direction {
  /** From the client (an application, or a replica's receiver) to the server. */
  TO_SERVER,
  /** From the server back to the client. */
  TO_CLIENT
}
