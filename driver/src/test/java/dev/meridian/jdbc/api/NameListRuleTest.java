package dev.meridian.jdbc.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameListRuleTest {

  private static final NameListRule RULE = new NameListRule("table");

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "stock | stock",
        "Stock | stock",
        "SHOP.Stock | shop.stock",
        "shop . stock | shop.stock",
        "\"Stock\" | Stock",
        "shop.\"Stock\" | shop.Stock",
        "\"Shop\".\"Stock\" | Shop.Stock",
        "\"a\"\"b\" | a\"b",
        "\"a,b\" | a,b",
        "\"a.b\" | a.b",
        "\" \" | ` `",
        "_x$1 | _x$1",
        "ÄPFEL | Äpfel",
      })
  void readsOneNameAsSqlDoes(String text, String name) {
    assertThat(RULE.parse(text)).containsExactly(name);
  }

  @Test
  void readsAListAndForgetsRepetitions() {
    assertThat(RULE.parse("stock, shop.\"Balance, old\" ,STOCK"))
        .isEqualTo(Set.of("stock", "shop.Balance, old"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "a,,b | has an empty name",
        "a, | has an empty name",
        ", | has an empty name",
        "a. | has an empty name",
        ".a | unexpected '.'",
        "\"\" | has an empty name",
        "\"a | a quote that is not closed",
        "\"a\"\" | a quote that is not closed",
        "a.b.c | more than two parts",
        "now() | unexpected '('",
        "a b | unexpected 'b'",
        "1a | unexpected '1'",
        "a-b | unexpected '-'",
        "a;b | unexpected ';'",
        "\"a\"b | unexpected 'b'",
        "* | unexpected '*'",
      })
  void refusesWhatIsNoName(String text, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RULE.parse(text))
        .withMessageContaining(complaint);
  }
}
