package dev.meridian.examples.lab;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.testkit.Vantage;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An application in one region that does nothing but read, as {@link Reader} does, on a few
 * connections of one session. This class is threadsafe.
 */
final class Readers implements AutoCloseable {

  private static final int CONNECTIONS = 2;
  private static final long ENDS_WITHIN_SECONDS = 30;

  private final Vantage application;
  private final MeridianDataSource source;
  private final List<Reader> readers;
  private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);

  /** Begins to read. */
  Readers(Vantage application) throws SQLException {
    this.application = application;
    this.source = MeridianDataSource.builder().url(application.meridianUrl()).build();
    this.readers = Stream.generate(() -> new Reader(source)).limit(CONNECTIONS).toList();
    readers.forEach(threads::execute);
  }

  /** Where the application is. */
  String region() {
    return application.region();
  }

  /** Changes its ways, and counts from now on. */
  void set(Ways ways) {
    count();
    ways.setOn(application);
  }

  /** Counts from now on. */
  void count() {
    readers.forEach(Reader::count);
  }

  /** What its reads have met since they are counted. */
  Seen seen() {
    return readers.stream().map(Reader::seen).reduce(Seen::and).orElseThrow();
  }

  /** Ends it. */
  @Override
  public void close() throws SQLException {
    readers.forEach(Reader::close);
    threads.shutdown();
    try {
      if (!threads.awaitTermination(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        throw new SQLException("the reads in " + region() + " do not end");
      }
    } catch (InterruptedException e) {
      throw new SQLException("the reads in " + region() + " were not awaited", e);
    } finally {
      source.close();
    }
  }
}
