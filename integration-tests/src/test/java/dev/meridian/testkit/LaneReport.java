package dev.meridian.testkit;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Says which servers the tests of this JVM run on, and what was skipped, why. */
public final class LaneReport implements TestExecutionListener {

  // A fork runs one plan after the other.
  private static final AtomicBoolean SAID = new AtomicBoolean();

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    if (SAID.compareAndSet(false, true)) {
      String servers =
          ServerSource.ofProperties() instanceof ContainerImage image
              ? "container lane (" + image.of(null) + ")"
              : "embedded lane";
      String threads = System.getProperty("meridian.tests.threads", "platform");
      System.out.printf(
          "lane: %s on Java %s, %s threads%n", servers, Runtime.version().feature(), threads);
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    say(test, reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == Status.ABORTED) {
      say(test, result.getThrowable().map(Throwable::getMessage).orElse("aborted"));
    }
  }

  private static void say(TestIdentifier test, String reason) {
    System.out.println("skipped: " + test.getDisplayName() + ": " + reason);
  }
}
