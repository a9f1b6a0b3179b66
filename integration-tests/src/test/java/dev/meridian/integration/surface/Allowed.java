package dev.meridian.integration.surface;

import java.util.regex.Pattern;

/**
 * The differences that are meant, each with a section of its own in {@code docs/differences.md}. A
 * line of pgjdbc's that matches {@code raw} may be one of Meridian's that matches {@code wrapped}.
 */
enum Allowed {
  /** All hosts of the URL. */
  URL(
      "DatabaseMetaData#\\d+\\.getURL\\(\\) = \"jdbc:postgresql://[^,]*",
      "DatabaseMetaData#\\d+\\.getURL\\(\\) = \"jdbc:postgresql://.*"),

  /** pgjdbc counts the unnamed savepoints of a physical connection. */
  SAVEPOINT_NUMBER(
      "Savepoint#\\d+\\.getSavepointId\\(\\) = Integer \\d+",
      "Savepoint#\\d+\\.getSavepointId\\(\\) = Integer \\d+"),

  /** pgjdbc counts the portals of a physical connection. */
  PORTAL_NUMBER(".*portal \"C_\\d+\" does not exist.*", ".*portal \"C_\\d+\" does not exist.*"),

  /** A subscriber numbers its types itself. */
  TYPE_NUMBER(".*column of type <unknown:\\d+> to.*", ".*column of type <unknown:\\d+> to.*"),

  /** What may not run inside a read-only transaction that runs on a replica. */
  READ_ONLY_ON_REPLICA(".*", ".* threw java.sql.SQLException\\[25006 0] the read-only .*");

  private final Pattern raw;
  private final Pattern wrapped;

  Allowed(String raw, String wrapped) {
    this.raw = Pattern.compile(raw, Pattern.DOTALL);
    this.wrapped = Pattern.compile(wrapped, Pattern.DOTALL);
  }

  /** Whether the rest of a program cannot be compared after an allowed difference. */
  static boolean ends(String raw, String wrapped) {
    return !raw.equals(wrapped) && wrapped.contains(" threw ") && differs(raw, wrapped);
  }

  static boolean differs(String raw, String wrapped) {
    for (Allowed allowed : values()) {
      if (allowed.raw.matcher(raw).matches() && allowed.wrapped.matcher(wrapped).matches()) {
        return true;
      }
    }
    return false;
  }
}
