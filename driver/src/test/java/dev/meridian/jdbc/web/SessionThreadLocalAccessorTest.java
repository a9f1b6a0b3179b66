package dev.meridian.jdbc.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.jdbc.api.Session;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionThreadLocalAccessorTest {

  private final ExecutorService other = Executors.newSingleThreadExecutor();

  @AfterEach
  void end() {
    other.shutdownNow();
    Session.bind(null);
  }

  private Session elsewhere() {
    return CompletableFuture.supplyAsync(Session::current, other).join();
  }

  @Test
  void isFoundByItsServiceLoader() {
    assertThat(ContextRegistry.getInstance().getThreadLocalAccessors())
        .hasAtLeastOneElementOfType(SessionThreadLocalAccessor.class);
  }

  @Test
  void takesTheSessionToTheThreadThatRunsTheWork() {
    try (Session session = Session.open()) {
      ContextSnapshot context = ContextSnapshotFactory.builder().build().captureAll();
      CompletableFuture<Session> there = new CompletableFuture<>();
      Runnable work = () -> there.complete(Session.current());
      other.execute(context.wrap(work));
      assertThat(there.join()).isSameAs(session);
      assertThat(elsewhere()).as("once the work is done").isNull();
    }
  }

  @Test
  void takesTheAbsenceOfASessionAlong() {
    ContextSnapshot none = ContextSnapshotFactory.builder().clearMissing(true).build().captureAll();
    try (Session own = Session.open()) {
      Runnable work = () -> assertThat(Session.current()).isNull();
      none.wrap(work).run();
      assertThat(Session.current()).isSameAs(own);
    }
  }

  @Test
  void givesTheThreadItsOwnSessionBack() {
    Session carried = Session.of(null);
    Session.bind(carried);
    ContextSnapshot context = ContextSnapshotFactory.builder().build().captureAll();
    try (Session own = Session.open()) {
      Runnable work = () -> assertThat(Session.current()).isSameAs(carried);
      context.wrap(work).run();
      assertThat(Session.current()).isSameAs(own);
    }
  }
}
