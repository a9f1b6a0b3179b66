package dev.meridian.jdbc.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.session.SeenInstants.Instant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SeenInstantsTest {

  private final SeenInstants seen = new SeenInstants(1);

  @Test
  void whatWasSeenOnTheServerThatHadThePlaceBeforeIsSeenElsewhere() {
    seen.note(0, new Instant(10, 7));
    assertThat(seen.elsewhere(0, 7, SeenState.NOTHING)).isEqualTo(SeenState.NOTHING);
    seen.note(0, new Instant(20, 8));
    assertThat(seen.elsewhere(0, 8, SeenState.NOTHING)).isEqualTo(10);
    assertThat(seen.elsewhere(0, 7, SeenState.NOTHING)).isEqualTo(20);
    // A statement that was still under way on the old one.
    seen.note(0, new Instant(15, 7));
    assertThat(seen.elsewhere(0, 8, SeenState.NOTHING)).isEqualTo(15);
  }

  @Test
  void morePlacesComeWithMoreNodes() {
    seen.note(40, new Instant(5, 1));
    assertThat(seen.nodes()).isGreaterThan(40);
    assertThat(seen.at(40)).isEqualTo(new Instant(5, 1));
    assertThat(seen.at(4_000)).isNull();
    assertThat(seen.newest()).isEqualTo(SeenInstants.placeOf(40));
    SeenInstants other = new SeenInstants(1);
    other.join(seen);
    assertThat(other.at(40)).isEqualTo(new Instant(5, 1));
  }

  @Test
  void nothingIsLostWhileThePlacesBecomeMore() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (int round = 0; round < 500; round++) {
      SeenInstants shared = new SeenInstants(0);
      AtomicLong clock = new AtomicLong();
      List<CompletableFuture<Void>> running = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        int own = thread;
        running.add(
            CompletableFuture.runAsync(
                () -> {
                  for (int i = 0; i < 20; i++) {
                    shared.note(own, new Instant(clock.incrementAndGet(), own));
                    shared.note(own + 4 * i, new Instant(clock.incrementAndGet(), own));
                    shared.note(own, new Instant(clock.incrementAndGet(), own));
                  }
                },
                threads));
      }
      CompletableFuture.allOf(running.toArray(CompletableFuture[]::new))
          .get(Duration.ofMinutes(1).toMillis(), TimeUnit.MILLISECONDS);
      assertThat(shared.elsewhere(-5, 0, SeenState.NOTHING))
          .as("round %d", round)
          .isEqualTo(clock.get());
    }
    threads.shutdown();
  }
}
