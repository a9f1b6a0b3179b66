package dev.meridian.jdbc.topology;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/** Takes a table out of the subscription, empties it, and has it copied again. */
final class Resync implements Disturbance {

  private final ProofDatabase database;
  private final String subscription;
  private final AtomicLong generation = new AtomicLong();

  Resync(ProofDatabase database, String subscription) {
    this.database = database;
    this.subscription = database.slot(subscription);
  }

  @Override
  public void run() throws SQLException {
    try (Connection subscriber = database.replica(false)) {
      generation.incrementAndGet();
      try {
        ProofDatabase.run(
            subscriber,
            "ALTER SUBSCRIPTION " + subscription + " DROP PUBLICATION pub_proof",
            "TRUNCATE proof",
            "ALTER SUBSCRIPTION " + subscription + " ADD PUBLICATION pub_proof");
      } finally {
        generation.incrementAndGet();
      }
    }
    database.awaitCopied();
  }

  @Override
  public long generation() {
    return generation.get();
  }
}
