package dev.meridian.bench;

/** How long a statement is: a query of one table that a subscriber may answer. */
public enum TextLength {
  SHORT(0),
  KB2(2_000),
  KB200(200_000);

  private static final String QUERY =
      "SELECT o.id, o.user_id, o.total, o.status FROM public.orders o WHERE o.id IN (?";

  private final int least;

  TextLength(int least) {
    this.least = least;
  }

  /** A new string each time. */
  String text() {
    StringBuilder sql = new StringBuilder(QUERY);
    while (sql.length() < least) {
      sql.append(", ?");
    }
    return sql.append(')').toString();
  }
}
