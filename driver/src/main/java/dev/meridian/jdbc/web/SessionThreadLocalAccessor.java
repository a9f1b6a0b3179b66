package dev.meridian.jdbc.web;

import dev.meridian.jdbc.api.Session;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Carries the {@linkplain Session#current() session} of a thread wherever Micrometer's context
 * propagation carries contexts: into Reactor's pipelines, and into executors that it wraps. Found
 * by its service loader on the class path; a named module can not offer what may be absent, so that
 * on the module path {@code ContextRegistry.getInstance().registerThreadLocalAccessor(…)} takes it.
 *
 * <p>This class is threadsafe.
 */
public final class SessionThreadLocalAccessor implements ThreadLocalAccessor<Session> {

  /** Under which the session stands in a context. */
  public static final String KEY = "dev.meridian.session";

  /** For the service loader. */
  public SessionThreadLocalAccessor() {}

  @Override
  public Object key() {
    return KEY;
  }

  @Override
  public @Nullable Session getValue() {
    return Session.current();
  }

  @Override
  public void setValue(Session session) {
    Session.bind(session);
  }

  @Override
  public void setValue() {
    Session.bind(null);
  }
}
