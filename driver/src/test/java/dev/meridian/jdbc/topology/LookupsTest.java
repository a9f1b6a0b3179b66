package dev.meridian.jdbc.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LookupsTest {

  private static final List<Node> ONE_NAME = List.of(new Node(0, "db-ro", 5432, "eu", null));
  private static final long TEN_SECONDS = TimeUnit.SECONDS.toNanos(10);

  private final Semaphore ended = new Semaphore(0);
  private volatile List<InetAddress> answer = List.of();
  private final Lookups lookups = new Lookups(host -> answer, ended::release);
  private long now;

  private static List<InetAddress> addresses(String... literals) throws UnknownHostException {
    InetAddress[] all = new InetAddress[literals.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = InetAddress.getByName(literals[i]);
    }
    return Arrays.asList(all);
  }

  private List<String> shown() {
    return lookups.at(ONE_NAME, Set.of(), now).stream().map(Node::address).toList();
  }

  /** Has the names looked up once more, and waits for the answer. */
  private List<String> next() throws InterruptedException {
    now += TEN_SECONDS;
    shown();
    assertThat(ended.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    while (!lookups.isEveryNameAttempted()) {
      Thread.onSpinWait();
    }
    return shown();
  }

  @Test
  void aNameWithOneAddressStaysAsItIs() throws Exception {
    answer = addresses("10.0.0.1");
    assertThat(next()).containsExactly("db-ro:5432");
  }

  @Test
  void aNameWithSeveralIsSeveralInAnOrderThatStays() throws Exception {
    answer = addresses("10.0.0.2", "10.0.0.1", "10.0.0.2");
    assertThat(next()).containsExactly("db-ro/10.0.0.1:5432", "db-ro/10.0.0.2:5432");
    answer = addresses("10.0.0.1", "10.0.0.2");
    assertThat(next()).containsExactly("db-ro/10.0.0.1:5432", "db-ro/10.0.0.2:5432");
  }

  @Test
  void anAddressOfEachFamilyIsOneServer() throws Exception {
    answer = addresses("10.0.0.1", "2001:db8::1");
    assertThat(next()).containsExactly("db-ro:5432");
    answer = addresses("10.0.0.1", "2001:db8::1", "2001:db8::2");
    assertThat(next()).hasSize(2).allMatch(shown -> shown.startsWith("db-ro/[2001:db8:"));
  }

  @Test
  void aFailureLeavesWhatWasKnown() throws Exception {
    answer = addresses("10.0.0.1", "10.0.0.2");
    assertThat(next()).hasSize(2);
    answer = List.of();
    assertThat(next()).hasSize(2);
    answer = addresses("10.0.0.3");
    next();
    assertThat(next()).containsExactly("db-ro:5432");
  }

  @Test
  void aLookupThatStallsHoldsUpNobodyAndIsNotAskedAgain() throws Exception {
    CountDownLatch stalled = new CountDownLatch(1);
    Semaphore asked = new Semaphore(0);
    Lookups slow =
        new Lookups(
            host -> {
              asked.release();
              try {
                stalled.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return addresses("10.0.0.1", "10.0.0.2");
            },
            ended::release);
    for (int i = 0; i < 100; i++) {
      assertThat(slow.at(ONE_NAME, Set.of(), i * TEN_SECONDS)).isEqualTo(ONE_NAME);
    }
    assertThat(slow.isEveryNameAttempted()).isFalse();
    stalled.countDown();
    assertThat(ended.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    assertThat(asked.availablePermits()).isEqualTo(1);
  }

  @Test
  void addressesAreNotLookedUp() throws Exception {
    List<Node> listed =
        List.of(new Node(0, "10.0.0.9", 5432, null, null), new Node(1, "::1", 5432, null, null));
    assertThat(Lookups.concern(listed)).isFalse();
    assertThat(lookups.at(listed, Set.of(), 0)).isEqualTo(listed);
    assertThat(ended.tryAcquire(Duration.ofMillis(1).toMillis(), TimeUnit.MILLISECONDS)).isFalse();
  }
}
