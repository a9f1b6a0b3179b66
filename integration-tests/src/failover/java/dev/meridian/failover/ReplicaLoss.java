package dev.meridian.failover;

import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.NodeKind;
import dev.meridian.testkit.RegionNode;
import dev.meridian.testkit.Vantage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** The standby of the applications' region is killed while they read, and started again. */
final class ReplicaLoss {

  private static final Duration DOWN_FOR = Duration.ofSeconds(4);
  private static final Duration READY_WITHIN = Duration.ofSeconds(30);
  private static final Duration ENDED_WITHIN = Duration.ofSeconds(8);
  private static final int WARM = 50;
  private static final String READ = "SELECT count(*) FROM item";

  private final MultiRegionPostgres cluster;
  private final Figures figures;

  ReplicaLoss(MultiRegionPostgres cluster, Figures figures) {
    this.cluster = cluster;
    this.figures = figures;
  }

  /** One round. */
  void run() throws Exception {
    RegionNode standby =
        cluster.nodes().stream()
            .filter(node -> node.kind() == NodeKind.STANDBY)
            .findFirst()
            .orElseThrow();
    Vantage here = cluster.from(standby.region());
    Map<Subject, Client> readers = new EnumMap<>(Subject.class);
    List<AutoCloseable> open = new ArrayList<>();
    try {
      for (Subject subject : Subject.values()) {
        DataSource source = subject.reading(here);
        Client reader = new Client(subject + " reads", source, READ);
        readers.put(subject, reader);
        open.addAll(List.of(reader, (AutoCloseable) source));
      }
      for (Client reader : readers.values()) {
        reader.await(call -> reader.calls().size() > WARM, READY_WITHIN);
      }
      standby.kill();
      long killed = System.nanoTime();
      LockSupport.parkNanos(DOWN_FOR.toNanos());
      long back = System.nanoTime();
      readers.forEach(
          (subject, reader) -> {
            reader.await(call -> call.ended() - back > 0, ENDED_WITHIN);
            List<Call> calls =
                reader.calls().stream().filter(call -> call.ended() - killed > 0).toList();
            figures.failures("local replica lost: failed reads", subject, calls);
            double slowest = calls.stream().mapToDouble(Call::millis).max().orElse(Double.NaN);
            figures.millis("local replica lost: slowest read", subject, slowest);
          });
    } finally {
      for (AutoCloseable each : open) {
        each.close();
      }
      standby.start();
      cluster.awaitCaughtUp();
    }
  }
}
