package dev.meridian.jdbc.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadFromRuleTest {

  private final ReadFromRule rule = new ReadFromRule();

  @Test
  void regionsKeepTheirOrder() {
    assertThat(rule.parse("eu-west-1, us ,any")).containsExactly("eu-west-1", "us", "any");
    assertThat(rule.parse("any")).containsExactly("any");
  }

  @ParameterizedTest
  @CsvSource({
    "'eu,,us', an empty label",
    "'eu,us,eu', a region twice",
    "'any,eu', a region behind any",
    "'any,any', twice"
  })
  void whatMakesNoSenseIsRefused(String text, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule.parse(text))
        .withMessageContaining(complaint);
  }
}
