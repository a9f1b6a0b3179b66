package dev.meridian.wrong.wrap;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

public final class AsksPgjdbc {

  interface Opener {
    Connection open(String url, Properties properties) throws SQLException;
  }

  final Opener opener = new Driver()::connect;
}
