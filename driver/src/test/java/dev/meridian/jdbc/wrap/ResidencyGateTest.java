package dev.meridian.jdbc.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meridian.jdbc.api.Session;
import dev.meridian.jdbc.api.Setting;
import dev.meridian.jdbc.api.Settings;
import dev.meridian.jdbc.topology.Node;
import dev.meridian.jdbc.topology.NodeConnector;
import dev.meridian.jdbc.topology.Target;
import dev.meridian.jdbc.topology.TopologyMonitor;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Who is let through to which node. No node is there: nothing is opened. */
class ResidencyGateTest {

  private static final String LISTED = "EU:eu-west-1/eu-central-1,DE:eu-central-1,US:us-east-1";

  private static final Node AMERICA = new Node(0, "db-us", 5432, "us-east-1", null);
  private static final Node IRELAND = new Node(1, "db-eu", 5432, "eu-west-1", null);
  private static final Node GERMANY = new Node(2, "db-de", 5432, "eu-central-1", null);
  private static final Node NOWHERE = new Node(3, "db", 5432, null, null);
  private static final Node STRANGER = new Node(4, "db-eu-2", 5432, "eu-west-1", null);

  private static ResidencyGate gate(Map<Setting, String> settings) throws SQLException {
    Target target =
        new Target(
            List.of(AMERICA, IRELAND, GERMANY, NOWHERE),
            "shop",
            new Properties(),
            Settings.of(settings, false),
            null);
    NodeConnector connector = new NodeConnector(target);
    return new ResidencyGate(target.settings(), connector, new TopologyMonitor(target, connector));
  }

  private static void expectAdmitted(ResidencyGate gate, Node... nodes) {
    for (Node node : List.of(AMERICA, IRELAND, GERMANY, NOWHERE, STRANGER)) {
      assertThat(gate.admits(node)).as("%s", node).isEqualTo(List.of(nodes).contains(node));
    }
  }

  @Test
  void whoIsBoundToNothingPassesEverywhere() throws SQLException {
    ResidencyGate gate = gate(Map.of(Setting.JURISDICTIONS, LISTED));
    expectAdmitted(gate, AMERICA, IRELAND, GERMANY, NOWHERE, STRANGER);
    try (Session session = Session.open()) {
      assertThat(session.jurisdictions()).isEmpty();
      expectAdmitted(gate, AMERICA, IRELAND, GERMANY, NOWHERE, STRANGER);
    }
  }

  @Test
  void aSessionPassesToNodesInsideAlone() throws SQLException {
    ResidencyGate gate = gate(Map.of(Setting.JURISDICTIONS, LISTED));
    try (Session session = Session.open().within("EU")) {
      expectAdmitted(gate, IRELAND, GERMANY);
      session.within("DE");
      expectAdmitted(gate, GERMANY);
      session.within("US");
      expectAdmitted(gate);
    }
    expectAdmitted(gate, AMERICA, IRELAND, GERMANY, NOWHERE, STRANGER);
  }

  @Test
  void aSessionDoesNotLeaveWhatTheDataSourceIsBoundTo() throws SQLException {
    ResidencyGate gate = gate(Map.of(Setting.JURISDICTIONS, LISTED, Setting.JURISDICTION, "EU"));
    expectAdmitted(gate, IRELAND, GERMANY);
    try (Session session = Session.open().within("DE")) {
      expectAdmitted(gate, GERMANY);
      assertThat(session.jurisdictions()).containsExactly("DE");
    }
    try (Session session = Session.open().within("US")) {
      expectAdmitted(gate);
      assertThat(session.jurisdictions()).containsExactly("US");
    }
  }

  @Test
  void theErrorNamesNodeAndRuleAndWhatIsSeen() throws SQLException {
    ResidencyGate gate = gate(Map.of(Setting.JURISDICTIONS, LISTED, Setting.JURISDICTION, "EU"));
    SQLException refusal = refusal(gate, AMERICA);
    assertThat(refusal.getSQLState()).isEqualTo("MR001");
    assertThat(refusal.getMessage())
        .contains("db-us:5432 (us-east-1) is outside of jurisdiction EU:eu-central-1/eu-west-1")
        .contains("nodes: ", "db-eu:5432 (eu-west-1)");
    assertThat(ResidencyGate.isOutside(refusal)).isTrue();
  }

  @Test
  void aNameThatNobodyKnowsPassesNowhere() throws SQLException {
    for (Map<Setting, String> settings :
        List.of(Map.<Setting, String>of(), Map.of(Setting.JURISDICTIONS, LISTED))) {
      ResidencyGate gate = gate(settings);
      try (Session session = Session.open().within("EWR")) {
        expectAdmitted(gate);
        SQLException refusal = refusal(gate, IRELAND);
        assertThat(refusal.getSQLState()).isEqualTo("22023");
        assertThat(refusal.getMessage())
            .contains("EWR", settings.isEmpty() ? "none is set" : "DE, EU, US");
        assertThat(session.jurisdictions()).containsExactly("EWR");
      }
    }
  }

  private static SQLException refusal(ResidencyGate gate, Node node) {
    SQLException refusal = catchThrowableOfType(SQLException.class, () -> gate.require(node));
    assertThat((Throwable) refusal).isNotNull();
    return refusal;
  }
}
