package dev.meridian.integration.surface;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A wrapper that is broken on purpose, in one way each. */
enum Breaking {
  DROPPED_PARAMETER("setLong"),
  LOST_MAX_ROWS("setMaxRows"),
  LOST_SCHEMA("setSchema"),
  LOST_READ_ONLY("setReadOnly"),
  LOST_COMMIT("commit"),
  LOST_ROLLBACK("rollback"),
  LOST_BATCH_ENTRY("addBatch"),
  SWALLOWED_WARNING("getWarnings"),
  WRONG_UPDATE_COUNT("getUpdateCount"),
  WRONG_BATCH_COUNTS("executeBatch"),
  NULL_FOR_VALUE("getObject"),
  OTHER_CONNECTION("getConnection"),
  OTHER_EXCEPTION("execute");

  private final String method;

  Breaking(String method) {
    this.method = method;
  }

  /** The same way, with every object that it hands out broken. */
  Way apply(Way way) {
    return new Way(name(), () -> (Connection) broken(way.source().open(), Connection.class));
  }

  private Object broken(Object target, Class<?> face) {
    return Proxy.newProxyInstance(
        Breaking.class.getClassLoader(),
        new Class<?>[] {face},
        (proxy, called, given) -> {
          Object[] arguments = given == null ? new Object[0] : given;
          boolean here = called.getName().equals(method);
          if (here && called.getReturnType() == void.class) {
            return null;
          }
          try {
            Object result = called.invoke(target, arguments);
            return here ? wrong(result) : wrapped(result);
          } catch (InvocationTargetException e) {
            Throwable failure = e.getTargetException();
            if (here && this == OTHER_EXCEPTION && failure instanceof SQLException sql) {
              throw new SQLTransientException(sql.getMessage(), sql.getSQLState());
            }
            throw failure;
          }
        });
  }

  private @Nullable Object wrong(@Nullable Object result) {
    return switch (this) {
      case WRONG_UPDATE_COUNT -> result instanceof Integer count && count > 0 ? count + 1 : result;
      case WRONG_BATCH_COUNTS -> new int[0];
      case SWALLOWED_WARNING, NULL_FOR_VALUE -> null;
      case OTHER_CONNECTION -> result == null ? null : broken(result, Connection.class);
      default -> wrapped(result);
    };
  }

  private @Nullable Object wrapped(@Nullable Object result) {
    if (result == null) {
      return null;
    }
    for (Class<?> face : List.of(PreparedStatement.class, Statement.class, ResultSet.class)) {
      if (face.isInstance(result)) {
        return broken(result, face);
      }
    }
    return result;
  }
}
