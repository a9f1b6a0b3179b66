package dev.meridian.testkit;

import java.util.Arrays;

/** How far the first copy of a table is: {@code pg_subscription_rel.srsubstate}, in its order. */
public enum CopyState {
  INITIALIZE("i"),
  DATA_COPY("d"),
  FINISHED_COPY("f"),
  SYNCHRONIZED("s"),

  /**
   * The apply worker keeps the table up to date; only now the subscriber's position holds for it.
   */
  READY("r");

  private final String code;

  CopyState(String code) {
    this.code = code;
  }

  static CopyState of(String code) {
    return Arrays.stream(values())
        .filter(state -> state.code.equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("unknown srsubstate '" + code + "'"));
  }
}
