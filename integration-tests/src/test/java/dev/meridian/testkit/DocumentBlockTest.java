package dev.meridian.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.testkit.DocumentBlock.Purpose;
import dev.meridian.testkit.DocumentBlock.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentBlockTest {
  @Test
  void knowsSideAndPurposeAndWhatReadersDoNotSee() {
    assertThat(
            DocumentBlock.of(
                """
                ```sql
                -- on both sides
                SELECT ';', 1;
                SELECT 2;
                ```
                <!-- sql
                -- on the subscriber: a row is trouble
                SELECT 3;
                -->
                """))
        .containsExactly(
            new DocumentBlock(
                Side.BOTH_SIDES, Purpose.RUN, List.of("SELECT ';', 1", "SELECT 2"), false),
            new DocumentBlock(Side.THE_SUBSCRIBER, Purpose.FIND, List.of("SELECT 3"), true));
  }

  @Test
  void takesNoPurposeThatItDoesNotKnow() {
    assertThatThrownBy(
            () -> DocumentBlock.of("```sql\n-- on the publisher: whatever\nSELECT 1;\n```"))
        .hasMessageContaining("whatever");
  }
}
