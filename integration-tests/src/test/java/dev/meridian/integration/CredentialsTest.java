package dev.meridian.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meridian.jdbc.MeridianDataSource;
import dev.meridian.jdbc.api.Credentials;
import dev.meridian.jdbc.api.CredentialsSupplier;
import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.NodeKind;
import dev.meridian.testkit.RegionNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Passwords that change while the application runs, on servers that check them. */
@ShopWorld
class CredentialsTest {

  private static final String ROLE = "rotating";

  private static volatile String token = "first";
  private static volatile boolean sealed;
  private static final AtomicInteger ASKED = new AtomicInteger();

  private final MultiRegionPostgres cluster;

  CredentialsTest(MultiRegionPostgres cluster) {
    this.cluster = cluster;
  }

  /** What a URL names. */
  public static final class Tokens implements CredentialsSupplier {

    public Tokens() {}

    @Override
    public Credentials credentials(String host, int port, @Nullable String user) {
      ASKED.incrementAndGet();
      if (sealed) {
        throw new IllegalStateException("the vault is sealed; password=" + token);
      }
      return Credentials.ofPassword(token);
    }
  }

  /** Not a supplier. */
  public static final class Unrelated {}

  /** A supplier that can not be made. */
  public static final class Broken implements CredentialsSupplier {

    public Broken() {
      throw new IllegalStateException("no vault");
    }

    @Override
    public Credentials credentials(String host, int port, @Nullable String user) {
      return Credentials.ofPassword("never");
    }
  }

  @BeforeEach
  void createTheRole() throws SQLException {
    rotateTo("first", "CREATE");
    onRealServers("GRANT SELECT ON users TO " + ROLE);
    cluster.awaitCaughtUp();
  }

  @AfterEach
  void dropTheRole() throws SQLException {
    sealed = false;
    onRealServers(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + ROLE + "'",
        "REVOKE SELECT ON users FROM " + ROLE,
        "DROP ROLE " + ROLE);
  }

  private void rotateTo(String password, String verb) throws SQLException {
    onRealServers(verb + " ROLE " + ROLE + " LOGIN PASSWORD '" + password + "'");
    token = password;
    cluster.awaitCaughtUp();
  }

  /** Roles do not replicate to a subscriber. */
  private void onRealServers(String... statements) throws SQLException {
    for (RegionNode node : cluster.nodes()) {
      if (node.kind() != NodeKind.STANDBY) {
        node.execute(statements);
      }
    }
  }

  private MeridianDataSource source(CredentialsSupplier supplier) {
    return MeridianDataSource.builder()
        .url(Refusal.freshUrl(Distances.apply(cluster, "eu-west-1")))
        .user(ROLE)
        .credentialsSupplier(supplier)
        .build();
  }

  private String url(Class<?> provider) {
    return Refusal.freshUrl(cluster.from("eu-west-1"))
            .replaceAll("user=[^&]*", "user=" + ROLE)
            .replaceAll("&password=[^&]*", "")
        + "&credentialsProvider="
        + provider.getName();
  }

  @Test
  void newConnectionsUseTheNewPasswordAndOldOnesLiveOn() throws SQLException {
    try (MeridianDataSource source = source(new Tokens());
        Connection old = source.getConnection()) {
      Routes.awaitRead(old, "eu-west-1");
      String backend = Sql.query(old, "SELECT pg_backend_pid()");
      rotateTo("second", "ALTER");
      try (Connection later = source.getConnection()) {
        Routes.awaitRead(later, "eu-west-1");
        assertThat(Sql.query(later, "SELECT current_user")).isEqualTo(ROLE);
      }
      assertThat(Sql.query(old, "SELECT pg_backend_pid()")).isEqualTo(backend);
    }
  }

  @Test
  void aProbeThatLostItsConnectionLogsInWithTheNewPassword() throws SQLException {
    try (MeridianDataSource source = source(new Tokens())) {
      try (Connection before = source.getConnection()) {
        Routes.awaitRead(before, "eu-west-1");
      }
      rotateTo("second", "ALTER");
      for (RegionNode node : cluster.nodes()) {
        node.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '"
                + ROLE
                + "'");
      }
      try (Connection after = source.getConnection()) {
        Routes.awaitRead(after, "eu-west-1");
      }
    }
  }

  @Test
  void whileTheSupplierFailsTheErrorIsItsOwnAndNoNodeIsTakenForLost() throws SQLException {
    try (MeridianDataSource source = source(new Tokens());
        Connection open = source.getConnection()) {
      Routes.awaitRead(open, "eu-west-1");
      sealed = true;
      try (Connection refused = source.getConnection()) {
        SQLException failure =
            catchThrowableOfType(SQLException.class, () -> Sql.query(refused, Routes.READ));
        assertThat((Throwable) failure)
            .hasMessageContaining("no credentials for")
            .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(failure.getSQLState()).isEqualTo("28000");
        assertThat(failure.getMessage()).doesNotContain(token);
      }
      Sql.query(open, Routes.READ);
      assertThat(Sql.route(open).region()).as("where reads go on").isEqualTo("eu-west-1");
      sealed = false;
      try (Connection served = source.getConnection()) {
        Sql.query(served, Routes.READ);
        assertThat(Sql.route(served).region()).isEqualTo("eu-west-1");
      }
    }
  }

  @Test
  void aSupplierThatGivesNothingIsNamed() {
    @SuppressWarnings("NullAway") // what a supplier must not do
    CredentialsSupplier nothing = (host, port, user) -> null;
    try (MeridianDataSource source = source(nothing)) {
      Refusal.of(source::getConnection).hasState("28000").says("gave null");
    }
  }

  @Test
  void aUrlNamesTheClassAndEveryConnectionAsksTheSameInstance() throws SQLException {
    int before = ASKED.get();
    String url = url(Tokens.class);
    try (Connection first = DriverManager.getConnection(url)) {
      assertThat(Sql.query(first, "SELECT current_user")).isEqualTo(ROLE);
      int worldAndOne = ASKED.get() - before;
      rotateTo("second", "ALTER");
      try (Connection second = DriverManager.getConnection(url)) {
        assertThat(Sql.query(second, "SELECT current_user")).isEqualTo(ROLE);
      }
      assertThat(ASKED.get() - before - worldAndOne)
          .as("logins of a connection that shares the first one's world")
          .isLessThan(worldAndOne);
    }
  }

  @Test
  void aClassThatCanNotBeUsedIsAnErrorThatSaysWhy() {
    Refusal.of(() -> DriverManager.getConnection(url(Unrelated.class)))
        .hasState("22023")
        .says("Unrelated", "does not implement");
    Refusal.of(() -> DriverManager.getConnection(url(Broken.class)))
        .hasState("22023")
        .says("Broken", "no vault");
    String missing = url(Tokens.class).replace("$Tokens", "$Misspelt");
    Refusal.of(() -> DriverManager.getConnection(missing))
        .hasState("22023")
        .says("Misspelt", "no such class");
  }

  @Test
  void twoSuppliersShareNothing() throws SQLException {
    String appsPassword = cluster.password();
    try (MeridianDataSource rotating = source(new Tokens());
        MeridianDataSource apps =
            source((host, port, user) -> new Credentials(cluster.user(), appsPassword));
        Connection one = rotating.getConnection();
        Connection other = apps.getConnection()) {
      assertThat(Sql.query(one, "SELECT current_user")).isEqualTo(ROLE);
      assertThat(Sql.query(other, "SELECT current_user")).isEqualTo(cluster.user());
    }
    assertThatThrownBy(() -> source(new Tokens()).getConnection("a", "b"))
        .isInstanceOf(SQLException.class);
  }
}
