package dev.meridian.jdbc.wrap;

import java.sql.SQLException;

/**
 * Runs something on a physical object.
 *
 * @param <T> the object's type
 * @param <R> the result's type
 */
@FunctionalInterface
interface StatementCall<T, R> {
  R on(T physical) throws SQLException;
}
