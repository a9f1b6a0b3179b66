package dev.meridian.wrong.wrap;

import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;

public final class MakesItsOwn extends PgConnection {
  MakesItsOwn(HostSpec host) throws SQLException {
    super(new HostSpec[] {host}, new Properties(), "jdbc:postgresql://db/shop");
  }
}
