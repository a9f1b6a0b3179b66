package dev.meridian.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.meridian.integration.Distances;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Role;
import dev.meridian.testkit.MultiRegionPostgres;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A scheduler that keeps its jobs in the database, on a {@link MeridianDataSource}. */
@FrameworkWorld
class DbSchedulerTest {

  private static final String NEAR = "eu-west-1";

  @Test
  void everyJobRunsOnceThoughItsTableIsReadNear(MultiRegionPostgres cluster) throws Exception {
    try (Connection home = cluster.from(NEAR).connect("us-east-1")) {
      Sql.execute(
          home,
          "CREATE TABLE scheduled_tasks (task_name text NOT NULL, task_instance text NOT NULL,"
              + " task_data bytea, execution_time timestamptz NOT NULL, picked boolean NOT NULL,"
              + " picked_by text, last_success timestamptz, last_failure timestamptz,"
              + " consecutive_failures int, last_heartbeat timestamptz, version bigint NOT NULL,"
              + " priority smallint, PRIMARY KEY (task_name, task_instance))");
    }
    Queue<String> done = new ConcurrentLinkedQueue<>();
    OneTimeTask<Void> job =
        Tasks.oneTime("print").execute((instance, context) -> done.add(instance.getId()));
    String url = Distances.apply(cluster, NEAR).meridianUrl();
    try (MeridianDataSource source = MeridianDataSource.builder().url(url).build()) {
      Scheduler scheduler =
          Scheduler.create(source, job).threads(3).pollingInterval(Duration.ofMillis(50)).build();
      Journey journey =
          Journey.of(
              () -> {
                scheduler.start();
                for (int i = 0; i < 20; i++) {
                  scheduler.schedule(job.instance("job " + i), Instant.now());
                }
                Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(
                        () ->
                            "0"
                                .equals(
                                    cluster
                                        .primary()
                                        .query("SELECT count(*) FROM scheduled_tasks")));
                return done;
              });
      scheduler.stop();
      assertThat(done).hasSize(20).doesNotHaveDuplicates();
      assertThat(journey.legs()).anyMatch(leg -> leg.role() == Role.PRIMARY);
      assertThat(Journey.near(NEAR, () -> scheduler.getScheduledExecutions().size())).isZero();
    }
  }
}
