package dev.meridian.bench;

import java.lang.invoke.MethodHandles;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.ExceptionMethod;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * Completes the stubs: every method that a stub does not have fails. The classes are plain ones, no
 * proxies, so that calls on them cost what calls cost.
 */
final class Stubs {

  private Stubs() {}

  static <T> T create(Class<T> stub) {
    try {
      return new ByteBuddy()
          .subclass(stub)
          .method(ElementMatchers.isAbstract())
          .intercept(ExceptionMethod.throwing(UnsupportedOperationException.class))
          .make()
          .load(stub.getClassLoader(), ClassLoadingStrategy.UsingLookup.of(MethodHandles.lookup()))
          .getLoaded()
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(stub.getName(), e);
    }
  }
}
