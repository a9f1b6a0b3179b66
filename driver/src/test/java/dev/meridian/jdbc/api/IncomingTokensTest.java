package dev.meridian.jdbc.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IncomingTokensTest {

  @Test
  void keepsNothingOfWhatIsFarTooLongButThatItCame() {
    IncomingTokens tokens = IncomingTokens.of("A".repeat(10_240));
    assertThat(tokens.texts()).singleElement().asString().hasSize(1);
    assertThat(tokens.tooMany()).isFalse();
  }
}
