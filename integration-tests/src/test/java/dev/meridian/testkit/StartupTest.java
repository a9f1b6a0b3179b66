package dev.meridian.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StartupTest {

  private static final int PROTOCOL_3 = 3 << 16;
  private static final int CANCEL = 80_877_102;
  private static final int SSL = 80_877_103;

  private static byte[] message(int code, String body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    byte[] text = body.getBytes(StandardCharsets.UTF_8);
    out.writeInt(8 + text.length);
    out.writeInt(code);
    out.write(text);
    return bytes.toByteArray();
  }

  private static String read(Startup startup, byte[] bytes) {
    return startup.read(bytes, bytes.length);
  }

  @Test
  void tellsTheNameInWhateverPiecesItComes() throws IOException {
    byte[] packet = message(PROTOCOL_3, "user\0app\0application_name\0shop\0\0");
    for (int cut = 1; cut < packet.length; cut++) {
      Startup startup = new Startup();
      assertThat(read(startup, Arrays.copyOf(packet, cut))).isEqualTo(Startup.UNNAMED);
      assertThat(read(startup, Arrays.copyOfRange(packet, cut, packet.length))).isEqualTo("shop");
      assertThat(read(startup, new byte[] {'X', 0, 0, 0, 4})).isEqualTo("shop");
    }
  }

  @Test
  void goesOnBehindARequestForTls() throws IOException {
    Startup startup = new Startup();
    assertThat(read(startup, message(SSL, ""))).isEqualTo(Startup.UNNAMED);
    assertThat(read(startup, message(PROTOCOL_3, "application_name\0shop\0\0"))).isEqualTo("shop");
  }

  @Test
  void knowsNoNameOfACancelOrOfNonsense() throws IOException {
    for (byte[] other :
        new byte[][] {
          message(CANCEL, "\0\0\0\1\0\0\0\2"),
          message(PROTOCOL_3, "user\0app\0\0"),
          "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII)
        }) {
      Startup startup = new Startup();
      assertThat(read(startup, other)).isEqualTo(Startup.UNNAMED);
      assertThat(read(startup, message(PROTOCOL_3, "application_name\0shop\0\0")))
          .isEqualTo(Startup.UNNAMED);
    }
  }
}
