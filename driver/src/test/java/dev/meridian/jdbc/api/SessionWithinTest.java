package dev.meridian.jdbc.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a session is bound to grows only, and goes where the session goes. */
class SessionWithinTest {

  @Test
  void isBoundToNothingAtFirst() {
    try (Session session = Session.open()) {
      assertThat(session.jurisdictions()).isEmpty();
    }
  }

  @Test
  void anInnerOneStaysWithinWhatTheOuterOneIsBoundTo() {
    try (Session outer = Session.open().within("EU")) {
      try (Session inner = Session.open()) {
        assertThat(inner.jurisdictions()).containsExactly("EU");
        inner.within("DE");
        assertThat(inner.jurisdictions()).containsExactlyInAnyOrder("EU", "DE");
      }
      assertThat(Session.of(null).jurisdictions()).containsExactly("EU");
      assertThat(outer.jurisdictions()).containsExactly("EU");
    }
    assertThat(Session.of(null).jurisdictions()).isEmpty();
  }

  @Test
  void anInnerOneThatOutlivesTheOuterOneStaysBound() {
    Session outer = Session.open().within("EU");
    Session inner = Session.open();
    outer.close();
    assertThat(Session.current()).isSameAs(inner);
    assertThat(inner.jurisdictions()).containsExactly("EU");
    inner.close();
  }

  @Test
  void namesAnotherOnlyInAddition() {
    try (Session session = Session.open().within("EU").within("US").within("EU")) {
      assertThat(session.jurisdictions()).containsExactlyInAnyOrder("EU", "US");
    }
  }

  @Test
  void takesItAlongToOtherThreads() {
    try (Session session = Session.open().within("EU")) {
      assertThat(
              CompletableFuture.supplyAsync(
                      SessionWithinTest::bonds,
                      session.wrap(command -> new Thread(command).start()))
                  .join())
          .containsExactly("EU");
    }
  }

  private static Set<String> bonds() {
    Session current = Session.current();
    return current == null ? Set.of() : current.jurisdictions();
  }

  @Test
  void joiningAnotherSessionLoosensNothingAndBindsNothing() {
    try (Session session = Session.open()) {
      Session other = Session.of(null).within("EU");
      session.join(other);
      other.join(session);
      assertThat(session.jurisdictions()).isEmpty();
      assertThat(other.jurisdictions()).containsExactly("EU");
      session.withinThoseOf(other);
      session.withinThoseOf(null);
      assertThat(session.jurisdictions()).containsExactly("EU");
    }
  }
}
