package dev.meridian.integration.surface;

/** What one step does. It may throw whatever JDBC throws: that is part of what is compared. */
@FunctionalInterface
interface Play {
  void on(Stage stage) throws Exception;
}
