package dev.meridian.examples.sticky;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StickyShopTest {

  @Test
  void seesEveryOrderWithTheTokenAndNotWithoutIt() throws Exception {
    List<String> lines = new ArrayList<>();
    assertThat(StickyShop.run(lines::add)).as(String.join("\n", lines)).isZero();
    assertThat(lines).anyMatch(line -> line.endsWith("NOT SEEN"));
    assertThat(lines).contains("With the token 0 of 10 orders were not seen.");
  }
}
