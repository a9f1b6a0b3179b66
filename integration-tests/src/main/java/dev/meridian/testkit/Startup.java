package dev.meridian.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the beginning of what a client sends, for the {@code application_name} in its startup
 * packet. Used by one thread.
 */
final class Startup {
  /** Of a connection that has not told its name, or never will, as one that cancels. */
  static final String UNNAMED = "";

  private static final int LONGEST = 8_192;
  private static final int PROTOCOL_3 = 3;
  private static final int SSL_REQUEST = 80_877_103;
  private static final int GSS_REQUEST = 80_877_104;
  private static final int REQUEST_LENGTH = 8;
  private static final String NAME = "application_name";

  private byte[] begun = new byte[0];
  private boolean done;
  private String name = UNNAMED;

  /** Takes more of it; the name as far as it is known. */
  String read(byte[] buffer, int size) {
    if (!done) {
      begun = Arrays.copyOf(begun, begun.length + size);
      System.arraycopy(buffer, 0, begun, begun.length - size, size);
      look();
    }
    return name;
  }

  private void look() {
    if (begun.length < REQUEST_LENGTH) {
      return;
    }
    int length = number(0);
    int code = number(4);
    if (code == SSL_REQUEST || code == GSS_REQUEST) {
      begun = Arrays.copyOfRange(begun, REQUEST_LENGTH, begun.length);
      look();
      return;
    }
    if (code >>> 16 != PROTOCOL_3 || length > LONGEST) {
      done = true;
    } else if (begun.length >= length) {
      done = true;
      String[] words =
          new String(begun, REQUEST_LENGTH, length - REQUEST_LENGTH, StandardCharsets.UTF_8)
              .split("\0", -1);
      for (int i = 0; i + 1 < words.length; i += 2) {
        if (words[i].equals(NAME)) {
          name = words[i + 1];
        }
      }
    }
    begun = done ? new byte[0] : begun;
  }

  private int number(int at) {
    return (begun[at] & 0xFF) << 24
        | (begun[at + 1] & 0xFF) << 16
        | (begun[at + 2] & 0xFF) << 8
        | (begun[at + 3] & 0xFF);
  }
}
