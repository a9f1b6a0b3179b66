package dev.meridian.testkit;

/** A world that could not be built or changed. */
public final class WorldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WorldException(String message, Throwable cause) {
    super(message, cause);
  }
}
