package dev.meridian.failover;

import dev.meridian.testkit.MultiRegionPostgres;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code mvn -q -Pfailover -Dfailover.args=rounds}: kills the primary, and the replica near by, so
 * many times, and prints what it cost.
 */
public final class FailoverFigures {

  private static final int ROUNDS = 5;
  private static final Logger ROOT = Logger.getLogger("");

  private FailoverFigures() {}

  public static void main(String[] args) throws Exception {
    ROOT.setLevel(Level.OFF);
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : ROUNDS;
    Figures figures = new Figures();
    try (MultiRegionPostgres cluster =
        MultiRegionPostgres.builder()
            .primary("us-east-1")
            .standby("eu-west-1")
            .parameter("max_connections", "300")
            .parameter("wal_keep_size", "64MB")
            .schema(
                "CREATE TABLE written (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY)",
                "CREATE TABLE item (id int PRIMARY KEY)")
            .start()) {
      for (int i = 0; i < rounds; i++) {
        new ReplicaLoss(cluster, figures).run();
        new PrimaryLoss(cluster, figures).run("us-west-2");
      }
    }
    System.out.println(
        rounds
            + " rounds: median (most). The primary is killed and the standby promoted 1 s later;"
            + " times are from the moment when it accepts writes, by applications in its region"
            + " (there) and in another (elsewhere). Failed calls are those of all rounds, by"
            + " SQLState, of a thread that asks again 20 ms after each answer.");
    System.out.println(
        "aws wrapper 4.3: failover2 and efm2 follow the topology that RDS or Aurora tells. For any"
            + " other PostgreSQL (wrapperDialect=pg) the URL's first host is the writer for good.");
    System.out.println(figures);
    System.exit(0);
  }
}
