package dev.meridian.jdbc.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** Where a session's user is. */
class SessionPlaceTest {

  private final InetAddress address = AddressReader.read("198.51.100.7");

  @Test
  void isNowhereAtFirst() {
    Session session = Session.of(null);
    assertThat(session.region()).isNull();
    assertThat(session.address()).isNull();
    assertThat(session.hasPlace()).isFalse();
  }

  @Test
  void isWhatWasSaidLast() {
    Session session = Session.of(null).at("eu-west-1").from(address);
    assertThat(session.region()).isNull();
    assertThat(session.address()).isEqualTo(address);
    session.at("ap-east-1");
    assertThat(session.region()).isEqualTo("ap-east-1");
    assertThat(session.address()).isNull();
    assertThat(session.at(null).hasPlace()).isFalse();
  }

  @Test
  void isWhereAnInnerOneBegins() {
    try (Session outer = Session.open().at("eu-west-1")) {
      try (Session inner = Session.open()) {
        assertThat(inner.region()).isEqualTo("eu-west-1");
        inner.from(address);
      }
      assertThat(outer.region()).isEqualTo("eu-west-1");
    }
    assertThat(Session.of(null).hasPlace()).isFalse();
  }
}
