package dev.meridian.examples.pair;

import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.WanModel;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Walks through the life of a publisher and a subscriber on two servers of this machine, and prints
 * what it does and sees: docs/subscriber.md as a program.
 *
 * <p>Ends with status 1 if both sides are not equal in the end.
 */
public final class PairTour {

  private PairTour() {}

  /** Walks. */
  public static void main(String[] args) throws SQLException {
    Logger.getLogger("").setLevel(Level.WARNING);
    if (!walk(System.out::println)) {
      System.exit(1);
    }
  }

  /** Whether both sides are equal in the end. */
  static boolean walk(Consumer<String> lines) throws SQLException {
    lines.accept("Starting two servers …");
    try (MultiRegionPostgres servers =
        MultiRegionPostgres.builder()
            .primary("us-east-1")
            .subscriber("ap-east-1")
            .roundTrips(WanModel.none())
            .start()) {
      Shop shop = Shop.open(servers);
      Journal journal = new Journal(lines, shop);
      SetUp setUp = new SetUp(shop, journal);
      setUp.subscribe();
      setUp.addAndDropATable();
      Troubles troubles = new Troubles(shop, journal);
      troubles.lag();
      troubles.applyError();
      troubles.changedRow();
      troubles.missingSlot();
      return journal.compare();
    }
  }
}
