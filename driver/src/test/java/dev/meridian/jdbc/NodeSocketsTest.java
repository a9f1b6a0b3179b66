package dev.meridian.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.topology.Node;
import dev.meridian.jdbc.topology.NodeConnector;
import dev.meridian.jdbc.topology.NodeConnector.Use;
import dev.meridian.jdbc.topology.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Objects;
import java.util.Properties;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;
import org.postgresql.core.SocketFactoryFactory;

/** One of several addresses is connected to under the host's name. */
class NodeSocketsTest {

  private static final Node LISTED = new Node(0, "db-ro.example", 5432, null, null);

  private static Properties properties(Node node) throws Exception {
    Target target =
        Objects.requireNonNull(
            MeridianUrl.parse("jdbc:meridian:postgresql://db-ro.example/shop", null));
    NodeConnector connector = new NodeConnector(target);
    // By this name certificates are verified.
    assertThat(connector.url(node)).isEqualTo("jdbc:postgresql://db-ro.example:5432/shop");
    return connector.properties(node, Use.PRIMARY);
  }

  private static Node at(String ip, boolean several) {
    return new Node(0, 0, LISTED.host(), LISTED.port(), ip, several, null, null, false);
  }

  @Test
  void pgjdbcIsGivenTheNameAndConnectsToTheAddress() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.2"))) {
      SocketFactory sockets =
          SocketFactoryFactory.getSocketFactory(properties(at("127.0.0.2", true)));
      try (Socket socket = sockets.createSocket()) {
        socket.connect(
            InetSocketAddress.createUnresolved("db-ro.example", server.getLocalPort()), 5_000);
        assertThat(socket.getInetAddress().getHostAddress()).isEqualTo("127.0.0.2");
      }
    }
  }

  @Test
  void aNameWithOneAddressIsLeftToPgjdbc() throws Exception {
    assertThat(properties(LISTED)).doesNotContainKey("socketFactory");
    assertThat(properties(at("127.0.0.2", false))).doesNotContainKey("socketFactory");
  }
}
