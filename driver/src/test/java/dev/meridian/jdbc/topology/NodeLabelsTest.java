package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NodeLabelsTest {

  private final NodeLabels found = node -> "found";
  private final NodeLabels none = node -> null;

  private static Node node(@Nullable String region) {
    return new Node(1, "h", 5432, region, null);
  }

  @Test
  void whatWasStatedCounts() {
    assertThat(found.labelled(node("mine")).region()).isEqualTo("mine");
    assertThat(none.labelled(node("mine")).region()).isEqualTo("mine");
  }

  @Test
  void elseWhatTellsDoes() {
    assertThat(found.labelled(node(null)).region()).isEqualTo("found");
    assertThat(none.labelled(node(null)).region()).isNull();
  }
}
