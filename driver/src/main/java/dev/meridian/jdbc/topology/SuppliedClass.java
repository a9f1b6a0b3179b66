package dev.meridian.jdbc.topology;

import dev.meridian.jdbc.api.CredentialsSupplier;
import dev.meridian.jdbc.api.Setting;
import java.lang.reflect.InvocationTargetException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The {@link CredentialsSupplier} of a class that the URL names: one instance for each class, so
 * that all who name it share pools and worlds. Threadsafe.
 */
public final class SuppliedClass {

  // Lives as long as the class does: no class loader is kept by it.
  private static final ClassValue<CredentialsSupplier> INSTANCES =
      new ClassValue<>() {
        @Override
        protected CredentialsSupplier computeValue(Class<?> type) {
          try {
            return (CredentialsSupplier) type.getConstructor().newInstance();
          } catch (InvocationTargetException e) {
            throw new NotMade("its constructor threw " + e.getCause(), e.getCause());
          } catch (ReflectiveOperationException e) {
            throw new NotMade("it is not public with a public constructor without parameters", e);
          }
        }
      };

  private SuppliedClass() {}

  private static final class NotMade extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotMade(String why, @Nullable Throwable cause) {
      super(why, cause);
    }
  }

  /**
   * The instance of a class that the thread's class loader knows, or else Meridian's own.
   *
   * @throws SQLException (22023) if there is no such class, or it can not be made
   */
  public static CredentialsSupplier named(String name) throws SQLException {
    Class<?> type = load(name);
    if (!CredentialsSupplier.class.isAssignableFrom(type)) {
      throw bad(name, "it does not implement " + CredentialsSupplier.class.getName(), null);
    }
    try {
      return INSTANCES.get(type);
    } catch (NotMade e) {
      throw bad(name, e.getMessage(), e.getCause());
    }
  }

  private static Class<?> load(String name) throws SQLException {
    ClassLoader own = SuppliedClass.class.getClassLoader();
    ClassLoader threads = Thread.currentThread().getContextClassLoader();
    try {
      return Class.forName(name, true, threads == null ? own : threads);
    } catch (ClassNotFoundException e) {
      try {
        return Class.forName(name, true, own);
      } catch (ClassNotFoundException second) {
        throw bad(name, "there is no such class on the class path", e);
      } catch (LinkageError second) {
        throw bad(name, "the class can not be loaded", second);
      }
    } catch (LinkageError e) {
      throw bad(name, "the class can not be loaded", e);
    }
  }

  private static SQLException bad(String name, @Nullable String why, @Nullable Throwable cause) {
    return new SQLException(
        Setting.CREDENTIALS_PROVIDER.key() + "=" + name + " can not be used: " + why,
        "22023",
        cause);
  }
}
