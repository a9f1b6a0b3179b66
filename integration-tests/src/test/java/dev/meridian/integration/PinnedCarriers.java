package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Watches for virtual threads that wait without leaving their carrier thread, as the flight
 * recorder sees them. Threadsafe.
 */
final class PinnedCarriers implements AutoCloseable {

  private static final String EVENT = "jdk.VirtualThreadPinned";

  private final Recording recording;

  private PinnedCarriers(Recording recording) {
    this.recording = recording;
  }

  static PinnedCarriers watch() {
    Recording recording = new Recording();
    recording.enable(EVENT).withThreshold(Duration.ofMillis(1)).withStackTrace();
    recording.start();
    return new PinnedCarriers(recording);
  }

  /** What was seen since with a frame of those packages on the stack. */
  List<RecordedEvent> seenBy(String packages) throws IOException {
    Path file = Files.createTempFile("pinned", ".jfr");
    try {
      recording.stop();
      recording.dump(file);
      return RecordingFile.readAllEvents(file).stream()
          .filter(event -> event.getEventType().getName().equals(EVENT))
          .filter(event -> event.getStackTrace() != null)
          .filter(event -> !isForClass(event))
          .filter(
              event ->
                  event.getStackTrace().getFrames().stream()
                      .anyMatch(frame -> isOf(packages, frame)))
          .toList();
    } finally {
      Files.delete(file);
    }
  }

  /**
   * Whether it waited for a class that another thread was loading or initialising, which happens
   * once. From Java 24 on a monitor keeps a carrier for nothing else.
   */
  private static boolean isForClass(RecordedEvent event) {
    return says(event, "pinnedReason", "initialization")
        || says(event, "blockingOperation", "monitor enter")
        || event.getStackTrace().getFrames().stream()
            .anyMatch(
                frame ->
                    isOf("jdk.internal.loader.", frame) || isOf("java.lang.ClassLoader", frame));
  }

  private static boolean says(RecordedEvent event, String field, String what) {
    return event.hasField(field) && String.valueOf(event.getString(field)).contains(what);
  }

  /** The driver's tests are in its packages. */
  private static boolean isOf(String packages, RecordedFrame frame) {
    String type = frame.getMethod().getType().getName();
    return type.startsWith(packages) && !type.contains("Test");
  }

  void assertNoneBy(String packages) throws IOException {
    assertThat(seenBy(packages)).as("carriers kept while waiting").isEmpty();
  }

  @Override
  public void close() {
    recording.close();
  }
}
