package dev.meridian.integration.surface;

import java.sql.BatchUpdateException;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/** All that an application can learn from an exception, as text. */
final class ShownFailure {

  private ShownFailure() {}

  static String of(Throwable failure) {
    StringBuilder text = new StringBuilder(failure.getClass().getName());
    if (failure instanceof SQLException sql) {
      text.append('[')
          .append(sql.getSQLState())
          .append(' ')
          .append(sql.getErrorCode())
          .append("] ");
      text.append(sql.getMessage());
      if (sql instanceof PSQLException server) {
        server(text, server.getServerErrorMessage());
      }
      if (sql instanceof PSQLWarning warning) {
        server(text, warning.getServerErrorMessage());
      }
      if (sql instanceof BatchUpdateException batch) {
        text.append(" counts ").append(Arrays.toString(batch.getUpdateCounts()));
        text.append(Arrays.toString(batch.getLargeUpdateCounts()));
      }
      if (sql instanceof SQLClientInfoException info) {
        text.append(" failed ").append(new TreeMap<>(info.getFailedProperties()));
      }
      SQLException next = sql.getNextException();
      if (next != null) {
        text.append(" next ").append(of(next));
      }
    }
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      text.append(" cause ").append(cause.getClass().getName());
    }
    return text.toString();
  }

  private static void server(StringBuilder text, @Nullable ServerErrorMessage message) {
    if (message == null) {
      text.append(" (no server)");
      return;
    }
    text.append(" {")
        .append(
            Arrays.asList(
                message.getSeverity(),
                message.getSQLState(),
                message.getMessage(),
                message.getDetail(),
                message.getHint(),
                message.getPosition(),
                message.getWhere(),
                message.getSchema(),
                message.getTable(),
                message.getColumn(),
                message.getDatatype(),
                message.getConstraint(),
                message.getInternalQuery(),
                message.getInternalPosition()))
        .append('}');
  }
}
