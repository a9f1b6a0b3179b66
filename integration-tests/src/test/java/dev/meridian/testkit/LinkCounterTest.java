package dev.meridian.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LinkCounterTest {
  @Test
  void countsConnectionsBytesAndAnsweredBursts() throws IOException {
    try (EchoServer server = EchoServer.start();
        WanLink link = new WanLink("test", server.port(), Duration.ofMillis(2));
        LinkClient one = LinkClient.connect(link);
        LinkClient other = LinkClient.connect(link)) {
      one.send(1_000);
      one.receive(1_000);
      other.ping();
      other.ping();
      assertThat(link.connections()).isEqualTo(2);
      assertThat(link.liveConnections()).isEqualTo(2);
      assertThat(link.roundTrips()).isEqualTo(3);
      assertThat(link.bytes(Direction.TO_SERVER)).isEqualTo(1_002);
      assertThat(link.bytes(Direction.TO_CLIENT)).isEqualTo(1_002);

      link.resetCounters();
      one.ping();
      assertThat(link.connections()).isZero();
      assertThat(link.roundTrips()).isEqualTo(1);
      assertThat(link.bytes(Direction.TO_SERVER)).isEqualTo(1);
    }
  }
}
