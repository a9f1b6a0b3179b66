package dev.meridian.jdbc.topology;

import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.WanModel;
import dev.meridian.testkit.WorldBuilder;

/** The servers on which proofs run: a primary, a standby and a subscriber of one version. */
final class ProofWorld {

  private ProofWorld() {}

  static MultiRegionPostgres start(String version) {
    WorldBuilder builder =
        MultiRegionPostgres.builder()
            .postgres(version)
            .roundTrips(WanModel.none())
            .parameter("max_connections", "200")
            .parameter("max_worker_processes", "60")
            .parameter("max_logical_replication_workers", "40")
            .parameter("max_replication_slots", "40")
            .parameter("max_wal_senders", "40")
            .parameter("max_prepared_transactions", "20")
            .parameter("logical_decoding_work_mem", "64kB");
    if (Integer.parseInt(version) >= 18) {
      // Before, the slots' number bounded the origins too.
      builder.parameter("max_active_replication_origins", "40");
    }
    return builder.start();
  }
}
