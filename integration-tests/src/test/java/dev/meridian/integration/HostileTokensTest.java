package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.integration.ApplicationNode.Seen;
import dev.meridian.jdbc.api.Lsn;
import dev.meridian.jdbc.api.Session;
import dev.meridian.jdbc.session.Position;
import dev.meridian.jdbc.session.TokenCodec;
import dev.meridian.jdbc.session.TokenKeys;
import dev.meridian.testkit.MultiRegionPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever comes in as a token: no request fails or waits longer than a good one may, and what is a
 * token but can not be trusted weakens nothing.
 */
@ShopWorld
class HostileTokensTest {

  private static final String NAME = "SELECT name FROM users WHERE id = 2";
  private static final Duration TTL = Duration.ofHours(1);

  private enum Hostile {
    NONSENSE(false),
    TEN_KILOBYTES(false),
    TOO_MANY_PARTS(true),
    A_BIT_FLIPPED(true),
    OTHER_KEY(true),
    OTHER_AUDIENCE(true),
    OTHER_CLUSTER(true),
    FROM_THE_FUTURE(true),
    LONG_AGO(true),
    BEYOND_THE_PRIMARY(true);

    final boolean isToken;

    Hostile(boolean isToken) {
      this.isToken = isToken;
    }

    String madeOf(String token) {
      Instant now = Instant.now();
      TokenCodec ours = codec(1, "shop");
      Position good = Objects.requireNonNull(ours.read(token, now).position());
      return switch (this) {
        case NONSENSE -> "' OR 1=1; --";
        case TEN_KILOBYTES -> "A".repeat(10_240);
        case TOO_MANY_PARTS -> (token.substring(0, 90) + ".").repeat(20);
        case A_BIT_FLIPPED -> flipped(token);
        case OTHER_KEY -> codec(2, "shop").write(good, now);
        case OTHER_AUDIENCE -> codec(1, "bank").write(good, now);
        case OTHER_CLUSTER ->
            ours.write(new Position(42, good.timeline(), good.lsn(), good.definitions()), now);
        case FROM_THE_FUTURE -> ours.write(good, now.plusSeconds(3_600));
        case LONG_AGO -> ours.write(good, now.minusSeconds(100_000));
        case BEYOND_THE_PRIMARY ->
            ours.write(at(good, good.timeline(), good.lsn().value() + (1L << 40)), now);
      };
    }

    private static Position at(Position good, int timeline, long lsn) {
      return new Position(good.systemIdentifier(), timeline, new Lsn(lsn), good.definitions());
    }

    private static TokenCodec codec(int key, String audience) {
      return new TokenCodec(TokenKeys.parse(ApplicationNode.key(key)), audience, TTL);
    }

    private static String flipped(String token) {
      byte[] bytes = Base64.getUrlDecoder().decode(token);
      bytes[20] ^= 4;
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
  }

  @AfterEach
  void mend(MultiRegionPostgres cluster) throws Exception {
    Session.bind(null);
    cluster.mend();
  }

  @ParameterizedTest
  @EnumSource
  void doNoHarm(Hostile hostile, MultiRegionPostgres cluster, @TempDir Path folder)
      throws Exception {
    cluster.mend();
    cluster.awaitCaughtUp();
    Path keys = ApplicationNode.keyFile(folder, 1);
    try (ApplicationNode home =
            ApplicationNode.in(cluster, "us-east-1", keys, "tokenAudience=shop");
        ApplicationNode away =
            ApplicationNode.in(cluster, "eu-west-1", keys, "tokenAudience=shop")) {
      cluster.node("eu-west-1").pauseReplay();
      String name = hostile + " " + System.nanoTime();
      String token;
      try (Session session = Session.open()) {
        home.write("UPDATE users SET name = '" + name + "' WHERE id = 2");
        token = Objects.requireNonNull(session.token());
      }
      try (Session session = Session.open(hostile.madeOf(token))) {
        Seen seen = away.read(NAME);
        assertThat(name.equals(seen.value()))
            .as("held to have seen all")
            .isEqualTo(hostile.isToken);
        // A good one waits for catchUpTimeout at most, too.
        assertThat(seen.route().waited()).isLessThan(Duration.ofMillis(1_500));
        assertThat(session.token()).isNotNull();
        assertThat(session.lost()).isFalse();
      }
      // And with it in the session, what is done there is still seen.
      try (Session session = Session.open(hostile.madeOf(token))) {
        away.write("UPDATE users SET name = 'mine' WHERE id = 2");
        assertThat(away.read(NAME).value()).isEqualTo("mine");
        assertThat(session.lost()).isFalse();
      }
    }
  }
}
