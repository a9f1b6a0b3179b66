package dev.meridian.integration;

import dev.meridian.jdbc.api.Lsn;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.OnNonDefaultValue;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import org.jspecify.annotations.Nullable;

/**
 * One way to get the driver's sessions wrong, done to its own classes as they are loaded.
 *
 * @param type the class that is changed, without {@code dev.meridian.jdbc.}
 * @param code what is changed in its methods, or null
 * @param texts what is changed in its SQL
 */
public record Breakage(String type, @Nullable Change code, Map<String, String> texts) {

  /** Which methods are changed, and how. */
  public record Change(Class<?> advice, ElementMatcher<MethodDescription> methods) {}

  public static final Breakage NONE = new Breakage("", null, Map.of());

  /** A standby has reached what it has received. */
  static final Breakage RECEIVED =
      text("pg_catalog.pg_last_wal_replay_lsn()", "pg_catalog.pg_last_wal_receive_lsn()");

  /** A subscriber has reached what it has received. */
  static final Breakage ARRIVED = text("w.latest_end_lsn", "w.received_lsn");

  /** A subscriber has reached what its replication origin names. */
  static final Breakage REMOTE =
      text(
          "w.latest_end_lsn",
          "(SELECT o.remote_lsn FROM pg_catalog.pg_replication_origin_status o"
              + " WHERE o.external_id = 'pg_' || w.subid)");

  /** A position that was learned is short by a COMMIT record. */
  static final Breakage ONE_RECORD_SHORT =
      new Breakage(
          "session.SeenState$Known",
          new Change(ShortByOneRecord.class, ElementMatchers.named("position")),
          Map.of());

  /** Nobody waits, and nobody goes elsewhere. */
  static final Breakage NO_WAIT = skipped("routing.Floor", "isReachedBy", 5, Yes.class);

  /** What a COMMIT or a write brought is not noted. */
  static final Breakage WRITES_LOST = skipped("session.SeenState", "saw", 2, Skipped.class);

  /** What a read saw is not noted. */
  static final Breakage READS_LOST = skipped("session.SeenState", "saw", 3, Skipped.class);

  /** What a read saw is held to be what there was a second before it. */
  static final Breakage READS_EARLY = skipped("session.SeenState", "saw", 3, Earlier.class);

  /** A token that comes in is not looked at. */
  static final Breakage TOKENS_LOST = skipped("wrap.SessionMemory", "joinOwn", 2, Skipped.class);

  /** Of two that take writes the one of the older timeline is the primary. */
  public static final Breakage LOWER_TIMELINE =
      new Breakage(
          "topology.NodeSample",
          new Change(OlderFirst.class, ElementMatchers.named("timeline")),
          Map.of());

  /** A COMMIT is not sent, and counts as done. */
  public static final Breakage COMMITS_DROPPED =
      skipped("wrap.PositionedCommit", "on", 2, Skipped.class);

  /** The gate of jurisdictions lets everybody through. */
  public static final Breakage OPEN_GATE = skipped("wrap.ResidencyGate", "isInside", 2, Yes.class);

  private static Breakage text(String before, String after) {
    return new Breakage("topology.ProbeQuery", null, Map.of(before, after));
  }

  private static Breakage skipped(String type, String method, int arguments, Class<?> advice) {
    return new Breakage(
        type,
        new Change(
            advice,
            ElementMatchers.<MethodDescription>named(method)
                .and(ElementMatchers.takesArguments(arguments))),
        Map.of());
  }

  /** Does nothing at all. */
  public static final class Skipped {
    private Skipped() {}

    @Advice.OnMethodEnter(skipOn = OnNonDefaultValue.class)
    static boolean skip() {
      return true;
    }
  }

  /** Says yes. */
  public static final class Yes {
    private Yes() {}

    @SuppressWarnings("UnusedVariable") // It is read where the advice is put.
    @Advice.OnMethodExit
    static void say(@Advice.Return(readOnly = false) boolean answer) {
      answer = true;
    }
  }

  /** Turns the order of timelines round. */
  public static final class OlderFirst {
    private OlderFirst() {}

    @SuppressWarnings("UnusedVariable") // It is read where the advice is put.
    @Advice.OnMethodExit
    static void after(@Advice.Return(readOnly = false) int timeline) {
      timeline = 1_000 - timeline;
    }
  }

  /** Takes a second off an instant. */
  public static final class Earlier {
    private Earlier() {}

    @SuppressWarnings("UnusedVariable") // It is read where the advice is put.
    @Advice.OnMethodEnter
    static void before(@Advice.Argument(value = 2, readOnly = false) long nanos) {
      nanos -= 1_000_000_000L;
    }
  }

  /** Takes a COMMIT record off a position, which is 48 bytes long with what decoders need. */
  public static final class ShortByOneRecord {
    private ShortByOneRecord() {}

    @SuppressWarnings("UnusedVariable") // It is read where the advice is put.
    @Advice.OnMethodExit
    static void after(@Advice.Return(readOnly = false) Lsn position) {
      position = new Lsn(position.value() - 48);
    }
  }
}
