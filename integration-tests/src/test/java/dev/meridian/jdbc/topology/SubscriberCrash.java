package dev.meridian.jdbc.topology;

import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Kills the subscriber and starts it again, each time after some more commits. */
record SubscriberCrash(ProofDatabase database) implements Disturbance {

  private static final int COMMITS_BETWEEN = 20;

  @Override
  public void run() {
    long before = database.lastId();
    try {
      Awaitility.await()
          .atMost(3, TimeUnit.SECONDS)
          .until(() -> database.lastId() >= before + COMMITS_BETWEEN);
    } catch (ConditionTimeoutException writersAreDone) {
      return;
    }
    database.subscriberNode().kill();
    database.subscriberNode().start();
  }
}
