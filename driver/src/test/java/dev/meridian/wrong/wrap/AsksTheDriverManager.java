package dev.meridian.wrong.wrap;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

public final class AsksTheDriverManager {
  Connection open() throws SQLException {
    return DriverManager.getConnection("jdbc:postgresql://db/shop");
  }
}
