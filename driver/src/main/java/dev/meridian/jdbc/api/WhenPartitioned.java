package dev.meridian.jdbc.api;

/**
 * What a read gets while the primary does not answer, so that nobody knows how far the replicas are
 * behind: the setting {@code whenPartitioned}.
 */
public enum WhenPartitioned {
  /** Replicas serve what its session may see of them. The default. */
  SERVE,
  /** It fails, with a message that says what is seen. */
  REFUSE
}
