package dev.meridian.frameworks.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.frameworks.FrameworkWorld;
import dev.meridian.frameworks.Journey;
import dev.meridian.integration.Distances;
import dev.meridian.testkit.MultiRegionPostgres;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.orm.ObjectOptimisticLockingFailureException;

/** Spring Boot, with the URL and the driver's class as the only change. */
@FrameworkWorld
class SpringBootTest {

  private static final String NEAR = "eu-west-1";

  private static ConfigurableApplicationContext application;
  private static JdbcTemplate jdbc;
  private static Items items;
  private static Till till;

  @BeforeAll
  static void start(MultiRegionPostgres cluster) {
    application =
        new SpringApplicationBuilder(Shop.class)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            .run(
                "--spring.datasource.url=" + cluster.from(NEAR).meridianUrl(),
                "--spring.datasource.driver-class-name=dev.meridian.jdbc.MeridianDriver",
                // The application's own, as before.
                "--spring.main.web-application-type=none",
                "--spring.jpa.hibernate.ddl-auto=validate",
                "--spring.sql.init.mode=always",
                "--spring.sql.init.schema-locations=classpath:dev/meridian/frameworks/spring/schema.sql");
    jdbc = application.getBean(JdbcTemplate.class);
    items = application.getBean(Items.class);
    till = application.getBean(Till.class);
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @BeforeEach
  void putTheOthersAway(MultiRegionPostgres cluster) {
    Distances.apply(cluster, NEAR);
  }

  private static int insert(String name) {
    return jdbc.update("INSERT INTO spring_item (name, stock, version) VALUES (?, 10, 0)", name);
  }

  @Test
  void aTemplateWritesHomeAndReadsNear() throws Exception {
    assertThat(Journey.home(() -> insert("template"))).isEqualTo(1);
    String count = "SELECT count(*) FROM spring_item WHERE name = 'template'";
    assertThat(jdbc.queryForObject(count, Long.class)).isEqualTo(1);
    assertThat(
            Journey.near(
                NEAR, () -> Objects.requireNonNull(jdbc.queryForObject(count, Long.class))))
        .isEqualTo(1);
  }

  @Test
  void aTemplateGivesKeysAndBatchCountsAndItsOwnExceptions() throws Exception {
    GeneratedKeyHolder keys = new GeneratedKeyHolder();
    Journey.home(
        () ->
            jdbc.update(
                connection ->
                    connection.prepareStatement(
                        "INSERT INTO spring_item (name, stock, version) VALUES ('keys', 1, 0)",
                        new String[] {"id"}),
                keys));
    assertThat(keys.getKey()).isNotNull();
    int[] counts =
        jdbc.batchUpdate(
            "INSERT INTO spring_item (name, stock, version) VALUES (?, 1, 0)",
            List.of(new Object[] {"batch 1"}, new Object[] {"batch 2"}));
    assertThat(counts).containsExactly(1, 1);
    assertThatThrownBy(() -> insert("keys")).isInstanceOf(DuplicateKeyException.class);
  }

  @Test
  void aTransactionRunsHomeAndTakesBackWhatFails() throws Exception {
    long id = items.save(new Item("transaction", 10)).id();
    assertThat(Journey.home(() -> till.sell(id, 3))).isEqualTo(7);
    assertThatThrownBy(() -> till.sellAndFail(id)).hasMessage("the till is broken");
    assertThat(till.look(id)).isEqualTo(14);
  }

  @Test
  void aReadOnlyTransactionRunsNearAndSeesWhatWasWrittenJustBefore() throws Exception {
    long id = items.save(new Item("read-only", 10)).id();
    for (int left = 9; left > 4; left--) {
      assertThat(till.sell(id, 1)).isEqualTo(left);
      assertThat(till.look(id)).isEqualTo(2 * left);
    }
    assertThat(Journey.near(NEAR, () -> till.look(id))).isEqualTo(10);
    assertThatThrownBy(() -> till.writeWhereNoneIsMeant(id)).hasStackTraceContaining("read-only");
  }

  @Test
  void aRepositoryWritesHomeAndReadsNear() throws Exception {
    List<Item> saved =
        Journey.home(
            () ->
                items.saveAll(
                    List.of(new Item("page 1", 1), new Item("page 2", 2), new Item("page 3", 3))));
    assertThat(saved).extracting(Item::id).doesNotHaveDuplicates();
    Page<Item> page =
        Journey.near(
            NEAR,
            () ->
                items.findByNameStartingWith(
                    "page", PageRequest.of(1, 2, Sort.by("stock").ascending())));
    assertThat(page.getTotalElements()).isEqualTo(3);
    assertThat(page.getContent()).extracting(Item::stock).containsExactly(3);
  }

  @Test
  void anEntityThatAnotherHasChangedIsNotOverwritten() throws Exception {
    long id = items.save(new Item("version", 10)).id();
    Item stale = items.findById(id).orElseThrow();
    till.sell(id, 1);
    stale.take(2);
    assertThatThrownBy(() -> items.save(stale))
        .isInstanceOf(ObjectOptimisticLockingFailureException.class);
    Item fresh = items.findById(id).orElseThrow();
    assertThat(fresh.version()).isEqualTo(1);
    fresh.take(2);
    assertThat(Journey.home(() -> items.save(fresh)).version()).isEqualTo(2);
  }
}
