package dev.meridian.jdbc.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.session.TokenReading.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCodecTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration TTL = Duration.ofMinutes(10);
  private static final Position POSITION =
      new Position(-7_000_000_000_000_000_001L, 3, Lsn.parse("16/B374D848"), 77);

  private final TokenCodec codec = codec("shop", key(1));

  private static TokenCodec codec(String audience, String keys) {
    return new TokenCodec(TokenKeys.parse(keys), audience, TTL);
  }

  private static String key(int seed) {
    byte[] key = new byte[32];
    new Random(seed).nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  @Test
  void readsBackEveryPosition() {
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      Position position =
          new Position(
              random.nextLong(), random.nextInt(), new Lsn(random.nextLong()), random.nextLong());
      assertThat(codec.read(codec.write(position, NOW), NOW))
          .isEqualTo(new TokenReading(Finding.VALID, position));
    }
  }

  @Test
  void isShortAndSafeInUrlsAndCookies() {
    assertThat(codec.write(POSITION, NOW))
        .hasSize(TokenCodec.LENGTH)
        .matches("[A-Za-z0-9_-]{1,100}");
  }

  @Test
  void trustsNoTokenWithASingleBitFlipped() {
    byte[] token = Base64.getUrlDecoder().decode(codec.write(POSITION, NOW));
    for (int bit = 0; bit < token.length * 8; bit++) {
      byte[] flipped = token.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(flipped);
      TokenReading reading = codec.read(text, NOW);
      assertThat(reading.position()).as("bit %s", bit).isNull();
      assertThat(reading.finding())
          .as("bit %s", bit)
          .isIn(
              bit < 8
                  ? new Finding[] {Finding.OTHER_VERSION, Finding.GARBAGE}
                  : new Finding[] {Finding.UNVERIFIABLE});
    }
  }

  @Test
  void putsTheSessionBehindForWhatIsATokenButCannotBeTrusted() {
    String token = codec.write(POSITION, NOW);
    assertFinding(codec("shop", key(2)).read(token, NOW), Finding.UNVERIFIABLE);
    assertFinding(codec("other", key(1)).read(token, NOW), Finding.OTHER_AUDIENCE);
    assertFinding(codec.read(token, NOW.plus(TTL).plusSeconds(1)), Finding.EXPIRED);
    assertFinding(codec.read(token, NOW.minusSeconds(31)), Finding.FROM_THE_FUTURE);
  }

  private static void assertFinding(TokenReading reading, Finding finding) {
    assertThat(reading.finding()).isEqualTo(finding);
    assertThat(reading.putsSessionBehind()).isTrue();
  }

  @Test
  void trustsATokenUntilItsTtlIsOverAndWithinTheSkewOfClocks() {
    String token = codec.write(POSITION, NOW);
    assertThat(codec.read(token, NOW.plus(TTL)).position()).isEqualTo(POSITION);
    assertThat(codec.read(token, NOW.minusSeconds(30)).position()).isEqualTo(POSITION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "null",
        "AAAA AAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!"
      })
  void ignoresWhatIsNoToken(String text) {
    TokenReading reading = codec.read(text, NOW);
    assertThat(reading).isEqualTo(new TokenReading(Finding.GARBAGE, null));
    assertThat(reading.putsSessionBehind()).isFalse();
  }

  @Test
  void takesATokenOfALaterVersionForOneWhateverItsLength() {
    for (int length = 45; length <= 150; length += 3) {
      byte[] later = new byte[length];
      later[0] = 2;
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(later);
      assertFinding(codec.read(text, NOW), Finding.OTHER_VERSION);
    }
  }

  @Test
  void survivesAnyText() {
    Random random = new Random(2);
    assertThat(codec.read("A".repeat(10_240), NOW).finding()).isEqualTo(Finding.GARBAGE);
    for (int i = 0; i < 10_000; i++) {
      char[] text = new char[i % 2 == 0 ? TokenCodec.LENGTH : random.nextInt(200)];
      for (int j = 0; j < text.length; j++) {
        text[j] = (char) random.nextInt(i % 3 == 0 ? 0x10000 : 128);
      }
      assertThat(codec.read(new String(text), NOW).finding()).isNotEqualTo(Finding.VALID);
    }
  }

  @Test
  void verifiesWithEachKeyAndSignsWithTheFirst() {
    String old = codec.write(POSITION, NOW);
    TokenCodec rotating = codec("shop", "# the new one\n" + key(2) + "\n\n" + key(1) + "\n");
    assertThat(rotating.read(old, NOW).position()).isEqualTo(POSITION);
    String fresh = rotating.write(POSITION, NOW);
    assertThat(codec("shop", key(2)).read(fresh, NOW).position()).isEqualTo(POSITION);
    assertThat(codec.read(fresh, NOW).finding()).isEqualTo(Finding.UNVERIFIABLE);
  }

  @Test
  void saysWhatIsWrongWithKeysAndShowsNothingOfThem() {
    assertThatThrownBy(() -> TokenKeys.parse("# nothing\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no key");
    assertThatThrownBy(() -> TokenKeys.parse(key(1) + "\nsecret!"))
        .hasMessage("the key in line 2 is not base64")
        .hasNoCause();
    assertThatThrownBy(() -> TokenKeys.parse("c2VjcmV0"))
        .hasMessage("the key in line 1 has 6 bytes; at least 32 are wanted");
    assertThat(TokenKeys.parse(key(1) + "\n" + key(2))).hasToString("2 keys");
  }
}
