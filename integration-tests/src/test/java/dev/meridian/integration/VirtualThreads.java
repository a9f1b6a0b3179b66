package dev.meridian.integration;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * With {@code -Dmeridian.tests.threads=virtual} every test of this module runs on a virtual thread,
 * and none may keep a carrier thread to itself while a frame of the driver's is on its stack. For
 * JUnit to find; without the property it does nothing.
 */
public final class VirtualThreads
    implements InvocationInterceptor, BeforeAllCallback, AfterAllCallback {

  private static final boolean WANTED =
      "virtual".equals(System.getProperty("meridian.tests.threads"));

  private static final String DRIVER = "dev.meridian.jdbc.";

  // One thread for all: what a test sets up on its thread is there when it runs.
  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(WANTED ? virtual() : Thread::new);
  private static final ThreadLocal<Boolean> THERE = ThreadLocal.withInitial(() -> false);

  private @Nullable PinnedCarriers pinned;

  /** Makes virtual threads; the sources are of a Java that does not know them. */
  static ThreadFactory virtual() {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      return (ThreadFactory)
          Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("virtual threads need Java 21 or later", e);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (WANTED && context.getTestClass().stream().noneMatch(type -> type.isMemberClass())) {
      pinned = PinnedCarriers.watch();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    PinnedCarriers watched = pinned;
    pinned = null;
    if (watched != null) {
      try (watched) {
        watched.assertNoneBy(DRIVER);
      }
    }
  }

  private static <T> T there(Invocation<T> invocation) throws Throwable {
    if (!WANTED || THERE.get()) {
      return invocation.proceed();
    }
    try {
      return THREAD
          .submit(
              () -> {
                THERE.set(true);
                try {
                  return invocation.proceed();
                } catch (Exception | Error e) {
                  throw e;
                } catch (Throwable e) {
                  throw new IllegalStateException(e);
                }
              })
          .get();
    } catch (ExecutionException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  @Override
  public <T> T interceptTestClassConstructor(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Constructor<T>> what,
      ExtensionContext context)
      throws Throwable {
    return there(invocation);
  }

  @Override
  public void interceptBeforeAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> what,
      ExtensionContext context)
      throws Throwable {
    there(invocation);
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> what,
      ExtensionContext context)
      throws Throwable {
    there(invocation);
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> what,
      ExtensionContext context)
      throws Throwable {
    there(invocation);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> what,
      ExtensionContext context)
      throws Throwable {
    there(invocation);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> what,
      ExtensionContext context)
      throws Throwable {
    there(invocation);
  }

  @Override
  public void interceptAfterAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> what,
      ExtensionContext context)
      throws Throwable {
    there(invocation);
  }
}
