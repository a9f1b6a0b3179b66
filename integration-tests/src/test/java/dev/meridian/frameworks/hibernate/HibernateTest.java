package dev.meridian.frameworks.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.frameworks.FrameworkWorld;
import dev.meridian.frameworks.Journey;
import dev.meridian.integration.Distances;
import dev.meridian.integration.Sql;
import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.MeridianConnection;
import dev.meridian.jdbc.api.Role;
import dev.meridian.testkit.MultiRegionPostgres;
import jakarta.persistence.OptimisticLockException;
import java.sql.Connection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hibernate on a {@link MeridianDataSource}, with sessions that read and sessions that write. */
@FrameworkWorld
class HibernateTest {

  private static final String NEAR = "eu-west-1";

  private static MeridianDataSource source;
  private static SessionFactory factory;

  @BeforeAll
  static void start(MultiRegionPostgres cluster) throws Exception {
    try (Connection connection = cluster.from(NEAR).connect("us-east-1")) {
      Sql.execute(
          connection,
          "CREATE TABLE hibernate_book (id bigint PRIMARY KEY, version int NOT NULL,"
              + " title text NOT NULL UNIQUE);"
              + "CREATE SEQUENCE hibernate_book_seq INCREMENT 50");
    }
    source = MeridianDataSource.builder().url(cluster.from(NEAR).meridianUrl()).build();
    Configuration configuration = new Configuration().addAnnotatedClass(Book.class);
    configuration.getProperties().put("hibernate.connection.datasource", source);
    configuration.setProperty("hibernate.jdbc.batch_size", "20");
    configuration.setProperty("hibernate.hbm2ddl.auto", "validate");
    factory = configuration.buildSessionFactory();
  }

  @AfterAll
  static void stop() {
    factory.close();
    source.close();
  }

  @BeforeEach
  void putTheOthersAway(MultiRegionPostgres cluster) {
    Distances.apply(cluster, NEAR);
  }

  private static <T> T readOnly(Function<Session, T> work) {
    try (Session session = factory.withOptions().readOnly(true).openSession()) {
      session.beginTransaction();
      T result = work.apply(session);
      session.getTransaction().commit();
      return result;
    }
  }

  private static long save(String title) {
    Book book = new Book(title);
    factory.inTransaction(session -> session.persist(book));
    return Objects.requireNonNull(book.id());
  }

  @Test
  void aSessionWritesHomeInBatchesWithKeysFromASequence() throws Exception {
    List<Book> books = List.of(new Book("batch 1"), new Book("batch 2"), new Book("batch 3"));
    Journey.home(
        () -> {
          factory.inTransaction(session -> books.forEach(session::persist));
          return books;
        });
    assertThat(books).extracting(Book::id).doesNotContainNull().doesNotHaveDuplicates();
    assertThat(countLike("batch%")).isEqualTo(3);
  }

  private static long countLike(String pattern) {
    return readOnly(
        session ->
            session
                .createSelectionQuery(
                    "select count(*) from Book where title like :pattern", Long.class)
                .setParameter("pattern", pattern)
                .getSingleResult());
  }

  @Test
  void aReadOnlySessionReadsNearAndSeesWhatWasWrittenJustBefore() {
    for (int i = 1; i <= 5; i++) {
      save("read-only " + i);
      assertThat(countLike("read-only%")).isEqualTo(i);
    }
    assertThat(Journey.near(NEAR, () -> countLike("read-only%"))).isEqualTo(5);
    Role role =
        readOnly(
            session -> {
              session.createSelectionQuery("from Book", Book.class).setMaxResults(2).list();
              return session.doReturningWork(
                  connection ->
                      Objects.requireNonNull(
                              connection.unwrap(MeridianConnection.class).lastRoute())
                          .role());
            });
    assertThat(role).isEqualTo(Role.STANDBY);
  }

  @Test
  void aPageComesFromNear() {
    for (String title : List.of("page a", "page b", "page c")) {
      save(title);
    }
    List<Book> page =
        Journey.near(
            NEAR,
            () ->
                readOnly(
                    session ->
                        session
                            .createSelectionQuery(
                                "from Book where title like 'page%' order by title", Book.class)
                            .setFirstResult(1)
                            .setMaxResults(1)
                            .list()));
    assertThat(page).extracting(book -> book.title).containsExactly("page b");
  }

  @Test
  void aVersionIsCheckedAndTheServersErrorsAreRecognised() {
    long id = save("version");
    Book stale = Objects.requireNonNull(readOnly(session -> session.find(Book.class, id)));
    factory.inTransaction(session -> session.find(Book.class, id).title = "version 2");
    stale.title = "version 3";
    assertThatThrownBy(() -> factory.inTransaction(session -> session.merge(stale)))
        .isInstanceOf(OptimisticLockException.class);
    Book fresh = readOnly(session -> session.find(Book.class, id));
    assertThat(fresh.version()).isEqualTo(1);
    assertThatThrownBy(() -> save("version 2")).isInstanceOf(ConstraintViolationException.class);
  }
}
