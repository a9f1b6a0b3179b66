package dev.meridian.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Says at the end which servers the tests ran on, how long it took, and what was skipped, why. */
public final class LaneReport implements TestExecutionListener {
  private final List<String> skipped = new CopyOnWriteArrayList<>();
  private final AtomicInteger run = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private volatile long began = System.nanoTime();

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    began = System.nanoTime();
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    skipped.add(test.getDisplayName() + ": " + reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == Status.ABORTED) {
      String reason = result.getThrowable().map(Throwable::getMessage).orElse("aborted");
      skipped.add(test.getDisplayName() + ": " + reason);
    } else if (test.isTest()) {
      run.incrementAndGet();
    }
    if (result.getStatus() == Status.FAILED) {
      failed.incrementAndGet();
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    String servers =
        ServerSource.ofProperties() instanceof ContainerImage image
            ? "container lane (" + image.of(null) + ")"
            : "embedded lane";
    skipped.forEach(line -> System.out.println("skipped: " + line));
    System.out.printf(
        "lane: %s on Java %s: %d tests run, %d failed, %d skipped, %d s%n",
        servers,
        Runtime.version().feature(),
        run.get(),
        failed.get(),
        skipped.size(),
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
  }
}
