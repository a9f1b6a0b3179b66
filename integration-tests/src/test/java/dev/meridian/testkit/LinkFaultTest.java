package dev.meridian.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinkFaultTest {
  private static final Duration A_WHILE = Duration.ofMillis(300);

  private final EchoServer server;
  private final WanLink link;

  LinkFaultTest() throws IOException {
    server = EchoServer.start();
    link = new WanLink("test", server.port(), Duration.ZERO);
  }

  @AfterEach
  void close() throws IOException {
    link.close();
    server.close();
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void throttlesADirectionToItsRate(Direction direction) throws IOException {
    try (LinkClient client = LinkClient.connect(link)) {
      client.ping();
      link.throttle(direction, 100_000);
      long before = System.nanoTime();
      client.send(50_000);
      client.receive(50_000);
      // The last piece leaves when all 50 kB have been sent: half a second.
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isBetween(Duration.ofMillis(490), Duration.ofSeconds(3));
    }
  }

  @Test
  void sharesTheRateBetweenConnections() throws IOException {
    try (LinkClient one = LinkClient.connect(link);
        LinkClient other = LinkClient.connect(link)) {
      one.ping();
      other.ping();
      link.throttle(Direction.TO_SERVER, 100_000);
      long before = System.nanoTime();
      one.send(25_000);
      other.send(25_000);
      one.receive(25_000);
      other.receive(25_000);
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isBetween(Duration.ofMillis(490), Duration.ofSeconds(3));
    }
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void holdsEverythingWhileStalledAndLosesNothing(Direction direction) throws IOException {
    try (LinkClient client = LinkClient.connect(link)) {
      client.ping();
      link.stall(direction);
      client.send(10);
      assertThat(client.hearsNothingFor(A_WHILE)).isTrue();
      boolean reachedTheServer = link.bytes(Direction.TO_CLIENT) > 1;
      assertThat(reachedTheServer).isEqualTo(direction == Direction.TO_CLIENT);
      link.restore();
      client.receive(10);
    }
  }

  @Test
  void acceptsAConnectWhileStalled() throws IOException {
    link.stall();
    try (LinkClient client = LinkClient.connect(link)) {
      client.send(1);
      assertThat(client.hearsNothingFor(A_WHILE)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void losesForGoodWhatItDrops(Direction direction) throws IOException {
    try (LinkClient client = LinkClient.connect(link)) {
      client.ping();
      link.drop(direction);
      client.send(10);
      assertThat(client.hearsNothingFor(A_WHILE)).isTrue();
      link.restore();
      client.send(10);
      assertThat(client.hearsNothingFor(A_WHILE)).isTrue();
      try (LinkClient later = LinkClient.connect(link)) {
        later.ping();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void leavesConnectsUnansweredWhileItDrops(Direction direction) {
    link.drop(direction);
    assertThatThrownBy(() -> LinkClient.connect(link, A_WHILE))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void resetsLiveConnectionsAndAnswersNewOnes() throws IOException {
    try (LinkClient client = LinkClient.connect(link)) {
      client.ping();
      link.reset();
      assertThatThrownBy(client::read)
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      try (LinkClient later = LinkClient.connect(link)) {
        later.ping();
      }
    }
  }

  @Test
  void refusesNewConnectsAndLeavesLiveConnectionsAlone() throws IOException {
    try (LinkClient client = LinkClient.connect(link)) {
      client.ping();
      link.refuse();
      assertThatThrownBy(() -> LinkClient.connect(link)).isInstanceOf(ConnectException.class);
      client.ping();
      link.restore();
      try (LinkClient later = LinkClient.connect(link)) {
        later.ping();
      }
    }
  }

  @Test
  void leavesAConnectUnansweredUntilRestored() throws IOException {
    try (LinkClient client = LinkClient.connect(link)) {
      client.ping();
      link.leaveConnectUnanswered();
      for (int attempt = 0; attempt < 3; attempt++) {
        assertThatThrownBy(() -> LinkClient.connect(link, A_WHILE))
            .isInstanceOf(SocketTimeoutException.class);
      }
      client.ping();
      link.restore();
      try (LinkClient later = LinkClient.connect(link)) {
        later.ping();
      }
      Eventually.holds(() -> link.liveConnections() <= 2);
      assertThat(link.connections()).isEqualTo(2);
    }
  }

  @Test
  void answersAWaitingConnectOnceItIsRestored() {
    link.leaveConnectUnanswered();
    var waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try (LinkClient client = LinkClient.connect(link, Duration.ofSeconds(15))) {
                return client.ping();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            Daemon.EXECUTOR);
    assertThatThrownBy(() -> waiting.get(A_WHILE.toMillis(), TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    link.restore();
    assertThat(waiting).succeedsWithin(Duration.ofSeconds(15));
  }

  @Test
  void refusesWhileNothingListensBehindIt() throws IOException {
    link.targetUp(false);
    assertThatThrownBy(() -> LinkClient.connect(link)).isInstanceOf(ConnectException.class);
    link.targetUp(true);
    try (LinkClient client = LinkClient.connect(link)) {
      client.ping();
    }
  }

  @Test
  void resetsAClientWhoseServerIsGoneUnnoticed() throws IOException {
    server.close();
    // The reset may come while the client still waits for its connect.
    assertThatThrownBy(
            () -> {
              try (LinkClient client = LinkClient.connect(link)) {
                client.read();
              }
            })
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
  }
}
