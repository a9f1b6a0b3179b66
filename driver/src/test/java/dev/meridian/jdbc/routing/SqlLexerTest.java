package dev.meridian.jdbc.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.jdbc.routing.Token.Kind;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlLexerTest {
  private static String lex(String sql) throws UnreadableText {
    return SqlLexer.tokens(sql).stream()
        .map(token -> token.kind().name().charAt(0) + ":" + token.text())
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT Ab_1$ | W:select W:ab_1$",
        "a.b | W:a M:. W:b",
        "a::int | W:a O::: W:int",
        "1.5e-3+1 | N:1.5e-3 O:+ N:1",
        "1..2 | N:1 M:. N:.2",
        "1e | N:1 W:e",
        "0x1Fg | N:0x1F W:g",
        "1_000 1_a | N:1_000 N:1 W:_a",
        "5for | N:5 W:for",
        "x=-1 | W:x O:= O:- N:1",
        "x@-1 | W:x O:@- N:1",
        "1+-- c | N:1 O:+",
        "1*/**/2 | N:1 O:* N:2",
        "a</* x */b | W:a O:< W:b",
        "a->>'b' | W:a O:->> S:b",
        "a ?? b ?& c | W:a O:?? W:b O:?& W:c",
        "a=? and ? | W:a O:=? W:and P:?",
        "$1 $12a | P:$1 P:$12 W:a",
        "a$b$c | W:a$b$c",
        "$$a$$ $t$ $$.$t$ | S:a S: $$.",
        "'it''s' | S:it''s",
        "E'\\'' b | S:\\' W:b",
        "e'a' e 'b' | S:a W:e S:b",
        "B'1' X'1F' N'n' | S:1 S:1F S:n",
        "U&'d\\0061' | S:d\\0061",
        "u & 'x' | W:u O:& S:x",
        "U&\"d\\0061t\" | Q:dat",
        "U&\"d!0061t\" UESCAPE '!' x | Q:dat W:x",
        "U&\"a\"U&\"b\" | Q:a Q:b",
        "\"A\"\"b\" | Q:A\"b",
        "/* /* */ */ a -- b | W:a",
        "{fn x()} | M:{ W:fn W:x M:( M:) M:}",
        "f(a => 1, b := 2) | W:f M:( W:a O:=> N:1 M:, W:b O::= N:2 M:)",
        "a[1:2] | W:a M:[ N:1 O:: N:2 M:]",
      })
  void cutsAsPostgresDoes(String sql, String expected) throws UnreadableText {
    assertThat(lex(sql)).isEqualTo(expected.strip());
  }

  @Test
  void aStringGoesOnBehindALineBreakInItsOwnManner() throws UnreadableText {
    assertThat(lex("E'a'\n  'b\\'c' d")).isEqualTo("S:a'\n  'b\\'c W:d");
    assertThat(lex("'a' -- comment\n 'b' c")).isEqualTo("S:a' -- comment\n 'b W:c");
    assertThat(lex("'a' 'b'")).isEqualTo("S:a S:b");
  }

  @Test
  void foldsAsciiOnlyAndTakesNoUnicodeSpaceForSpace() throws UnreadableText {
    assertThat(SqlLexer.tokens("ÀB İ a\u00a0b"))
        .extracting(Token::text)
        .containsExactly("Àb", "İ", "a\u00a0b");
  }

  @Test
  void quotedNamesKeepTheirCaseAndAreNoWords() throws UnreadableText {
    Token token = SqlLexer.tokens("\"SELECT\"").get(0);
    assertThat(token.kind()).isEqualTo(Kind.QUOTED);
    assertThat(token.isWord("select")).isFalse();
    assertThat(token.text()).isEqualTo("SELECT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'a",
        "\"a",
        "$$a",
        "$a$ $b$",
        "/* a",
        "/* /* */",
        "E'\\'",
        "\"\"",
        "U&\"\\zzzz\"",
        "U&\"\\00\"",
        "U&\"a\" UESCAPE 'ab'",
        "U&\"a\" UESCAPE '0'",
        "$",
        "\\",
        "a\u0000",
        "'\u0000'",
        "U&\"\\0000\"",
        "\"\u0000\"",
        "U&\"\\+110000\""
      })
  void refusesWhatItCannotCutForCertain(String sql) {
    assertThatThrownBy(() -> SqlLexer.tokens(sql)).isInstanceOf(UnreadableText.class);
  }

  @Test
  void refusesNamesThatPostgresWouldCutShort() throws UnreadableText {
    assertThat(SqlLexer.tokens("a".repeat(63))).hasSize(1);
    assertThatThrownBy(() -> SqlLexer.tokens("a".repeat(64))).isInstanceOf(UnreadableText.class);
    assertThatThrownBy(() -> SqlLexer.tokens("\"" + "é".repeat(32) + "\""))
        .isInstanceOf(UnreadableText.class);
  }
}
