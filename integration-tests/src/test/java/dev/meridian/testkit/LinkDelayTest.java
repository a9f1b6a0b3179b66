package dev.meridian.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkDelayTest {
  private final EchoServer server;
  private final WanLink link;

  LinkDelayTest() throws IOException {
    server = EchoServer.start();
    link = new WanLink("test", server.port(), Duration.ZERO);
  }

  @AfterEach
  void close() throws IOException {
    link.close();
    server.close();
  }

  @Test
  void answersAfterOneRoundTripAndLittleMore() throws IOException {
    assertThat(medianPing(Duration.ofMillis(100), 9)).isBetween(100.0, 130.0);
  }

  @Test
  void keepsToHalfAMillisecondInsideARegion() throws IOException {
    assertThat(medianPing(Duration.ofNanos(500_000), 400)).isBetween(0.5, 5.0);
  }

  @Test
  void addsLittleWithoutADelay() throws IOException {
    assertThat(medianPing(Duration.ZERO, 400)).isLessThan(5.0);
  }

  @Test
  void delaysEachDirectionByItself() throws IOException {
    link.delay(Direction.TO_CLIENT, Duration.ofMillis(200));
    try (LinkClient client = LinkClient.connect(link)) {
      client.ping();
      assertThat(LinkClient.millis(client.ping())).isBetween(200.0, 1_000.0);
      link.restore();
      link.delay(Direction.TO_SERVER, Duration.ofMillis(40));
      assertThat(LinkClient.millis(client.ping())).isBetween(40.0, 199.0);
    }
  }

  @Test
  void takesARoundTripForTheConnect() throws IOException {
    link.roundTrip(Duration.ofMillis(80));
    long before = System.nanoTime();
    try (LinkClient client = LinkClient.connect(link)) {
      client.ping();
      Duration untilFirstAnswer = Duration.ofNanos(System.nanoTime() - before);
      assertThat(LinkClient.millis(untilFirstAnswer)).isBetween(160.0, 1_000.0);
      assertThat(LinkClient.millis(client.ping())).isBetween(80.0, 159.0);
    }
  }

  @Test
  void doesNotLimitTheThroughputByTheDelay() throws IOException {
    link.roundTrip(Duration.ofMillis(100));
    try (LinkClient client = LinkClient.connect(link)) {
      client.ping();
      int size = 8 << 20;
      long before = System.nanoTime();
      Thread sender = Daemon.thread("sender", () -> sendAll(client, size));
      sender.start();
      client.receive(size);
      // 8 MiB in chunks of 64 KiB, one round trip each, would take 13 s.
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isBetween(Duration.ofMillis(100), Duration.ofSeconds(4));
    }
  }

  @Test
  void jittersWithinItsBoundAndKeepsTheOrder() throws IOException {
    link.jitter(Direction.TO_SERVER, Duration.ofMillis(30));
    List<Double> pings = pings(30);
    assertThat(Collections.max(pings) - Collections.min(pings)).isGreaterThan(8);
    assertThat(pings.get(pings.size() / 2)).isLessThan(100);
  }

  @Test
  void passesTheEndOfTheStreamOnAfterTheData() throws IOException {
    link.roundTrip(Duration.ofMillis(40));
    try (LinkClient client = LinkClient.connect(link)) {
      client.send(3);
      client.endOutput();
      client.receive(3);
      assertThat(client.read()).isEqualTo(-1);
    }
    Eventually.holds(() -> link.liveConnections() == 0);
  }

  private double medianPing(Duration roundTrip, int count) throws IOException {
    link.roundTrip(roundTrip);
    List<Double> pings = pings(count);
    double median = pings.get(count / 2);
    assertThat(pings.get(0)).isGreaterThanOrEqualTo(LinkClient.millis(roundTrip));
    return median;
  }

  /** In ascending order. */
  private List<Double> pings(int count) throws IOException {
    List<Double> pings = new ArrayList<>();
    try (LinkClient client = LinkClient.connect(link)) {
      for (int warmUp = 0; warmUp < count / 4 + 1; warmUp++) {
        client.ping();
      }
      for (int i = 0; i < count; i++) {
        pings.add(LinkClient.millis(client.ping()));
      }
    }
    Collections.sort(pings);
    return pings;
  }

  private static void sendAll(LinkClient client, int size) {
    try {
      client.send(size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
