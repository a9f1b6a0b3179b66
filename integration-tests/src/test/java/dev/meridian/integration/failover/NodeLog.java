package dev.meridian.integration.failover;

import java.text.MessageFormat;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;

/** What the driver's log says of its nodes, from now on. */
public final class NodeLog extends Handler implements AutoCloseable {

  private static final Logger LOGGER = Logger.getLogger("dev.meridian.jdbc");

  private final List<String> lines = new CopyOnWriteArrayList<>();

  public NodeLog() {
    LOGGER.addHandler(this);
  }

  /** Waits for a line with all of these words in it that has come since the last one waited for. */
  void await(String... words) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                lines.stream().anyMatch(line -> List.of(words).stream().allMatch(line::contains)));
    lines.clear();
  }

  /** Waits until each of these is in some line. */
  public void awaitEach(String... parts) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                List.of(parts).stream()
                    .allMatch(part -> lines.stream().anyMatch(line -> line.contains(part))));
  }

  /** What it has said since the last line waited for. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord record) {
    lines.add(MessageFormat.format(record.getMessage(), record.getParameters()));
  }

  @Override
  public void flush() {
    // Nothing is held back.
  }

  @Override
  public void close() {
    LOGGER.removeHandler(this);
  }
}
