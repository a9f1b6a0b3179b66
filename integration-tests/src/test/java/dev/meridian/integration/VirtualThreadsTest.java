package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A thread that keeps its carrier is seen: else that none does would mean nothing. */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads")
class VirtualThreadsTest {

  @Test
  void oneThatKeepsItsCarrierIsSeen() throws Exception {
    try (PinnedCarriers watched = PinnedCarriers.watch()) {
      Thread stubborn = VirtualThreads.virtual().newThread(Stubborn::new);
      stubborn.start();
      stubborn.join();
      assertThat(watched.seenBy("dev.meridian.integration.")).isNotEmpty();
    }
  }
}
