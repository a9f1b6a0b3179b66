package dev.meridian.bench;

import java.sql.DatabaseMetaData;

/** The metadata of a server that is PostgreSQL 18. */
abstract class StubMetaData implements DatabaseMetaData {

  @Override
  public int getDatabaseMajorVersion() {
    return 18;
  }
}
