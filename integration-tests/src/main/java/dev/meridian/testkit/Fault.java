package dev.meridian.testkit;

/** What can be wrong with a subscription while both servers are up. */
public enum Fault {
  /** {@code subenabled} is false: by hand, or by {@code disable_on_error}. */
  DISABLED,

  /** Enabled, and no apply worker runs: it ends with each error and is started again. */
  WORKER_GONE,

  /** {@code apply_error_count} has grown since the last look. */
  APPLY_ERROR,

  /** {@code sync_error_count} has grown since the last look: a table cannot be copied. */
  COPY_ERROR,

  /**
   * Conflicts of some kind have grown since the last look (18 and later). Missing rows are passed
   * over without an error: the two sides differ from then on.
   */
  CONFLICT,

  /** A table's copy is not ready. */
  TABLE_NOT_READY,

  /** The publisher has no such slot. */
  SLOT_MISSING,

  /** WAL that the subscriber lacks is gone: it can only be copied anew. */
  SLOT_LOST,

  /** The publisher keeps more WAL for the slot than the limit, or is about to give it up. */
  WAL_RETAINED
}
