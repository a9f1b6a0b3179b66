package dev.meridian.jdbc.geo;

/** A database, or one entry of it, that can not be read; the message says why. */
final class BrokenDatabase extends Exception {

  private static final long serialVersionUID = 1L;

  BrokenDatabase(String message) {
    super(message);
  }

  BrokenDatabase(Throwable cause) {
    super(cause.toString(), cause);
  }
}
