package dev.meridian.examples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class QuantilesTest {

  @Test
  void takesTheNearestRank() {
    List<Long> nanos = LongStream.rangeClosed(1, 100).map(i -> i * 1_000_000).boxed().toList();
    assertThat(new Quantiles(nanos).medianMs()).isEqualTo(50);
    assertThat(new Quantiles(nanos).p95Ms()).isEqualTo(95);
  }

  @Test
  void doesNotCareForOrder() {
    assertThat(new Quantiles(List.of(3_000_000L, 1_000_000L, 2_000_000L)).medianMs()).isEqualTo(2);
  }

  @Test
  void saysNothingOfNothing() {
    assertThat(new Quantiles(List.of()).p95Ms()).isZero();
  }
}
