package dev.meridian.examples.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairTourTest {

  @Test
  void seesEveryTroubleAndEndsWithBothSidesEqual() throws SQLException {
    List<String> lines = new ArrayList<>();
    assertThat(PairTour.walk(lines::add)).isTrue();
    assertThat(String.join("\n", lines))
        .containsSubsequence(
            "public.orders=READY, public.users=READY",
            "both sides are equal",
            "public.invoices=READY",
            "found WAL_RETAINED",
            "lag: 0 ms",
            "found APPLY_ERROR",
            "NOT equal",
            "[CHANGED [4711]]",
            "users from the SUBSCRIBER",
            "users from the PRIMARY",
            "users from the SUBSCRIBER",
            "found SLOT_MISSING",
            "both sides are equal");
  }
}
