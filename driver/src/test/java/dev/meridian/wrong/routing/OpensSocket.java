package dev.meridian.wrong.routing;

import java.io.IOException;
import java.net.Socket;

final class OpensSocket {
  Socket open() throws IOException {
    return new Socket("localhost", 5432);
  }
}
