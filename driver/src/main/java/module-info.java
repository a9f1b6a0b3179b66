/** Meridian: a JDBC driver wrapper for PostgreSQL that is read across regions. */
module dev.meridian.jdbc {
  requires transitive java.sql;
  requires org.postgresql.jdbc;
  requires transitive com.zaxxer.hikari;
  requires com.github.benmanes.caffeine;
  requires java.management;
  requires java.naming;
  requires static com.maxmind.db;
  requires static transitive jakarta.servlet;
  requires static transitive context.propagation;
  requires static org.checkerframework.checker.qual;
  requires static transitive org.jspecify;

  exports dev.meridian.jdbc;
  exports dev.meridian.jdbc.api;
  exports dev.meridian.jdbc.web;

  provides java.sql.Driver with
      dev.meridian.jdbc.MeridianDriver;
}
