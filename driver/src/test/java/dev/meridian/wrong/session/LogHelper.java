package dev.meridian.wrong.session;

import java.util.logging.Logger;

final class LogHelper {
  void log() {
    Logger.getLogger("wrong").info("logged");
  }
}
