package dev.meridian.integration.chaos;

import dev.meridian.testkit.MultiRegionPostgres;
import dev.meridian.testkit.NodeKind;
import dev.meridian.testkit.RegionNode;
import dev.meridian.testkit.WanLink;
import java.util.ArrayList;
import java.util.List;

/**
 * An application that is bound to where the standbys were when it began, and what of it went to
 * other places. Its connections tell their name with their first bytes.
 */
final class Resident {

  static final String NAME = "resident";

  private final MultiRegionPostgres cluster;
  private final List<String> inside;

  /** Begins to count. */
  Resident(MultiRegionPostgres cluster) {
    this.cluster = cluster;
    this.inside =
        cluster.nodes().stream()
            .filter(node -> node.kind() != NodeKind.SUBSCRIBER && node != cluster.currentPrimary())
            .map(RegionNode::region)
            .toList();
    links().forEach(WanLink::resetCounters);
  }

  private List<WanLink> links() {
    return cluster.from(inside.get(0)).links();
  }

  /** A URL of all nodes. */
  String url() {
    return cluster
        .from(inside.get(0))
        .meridianUrl(
            "jurisdictions=HERE:" + String.join("/", inside),
            "jurisdiction=HERE",
            "sslmode=disable",
            "assumeMinServerVersion=10",
            "ApplicationName=" + NAME);
  }

  private long bytes(String region) {
    return cluster.from(inside.get(0)).linkTo(region).bytesByApplication().getOrDefault(NAME, 0L);
  }

  /** What must not have happened. */
  List<String> findings() {
    List<String> findings = new ArrayList<>();
    for (RegionNode node : cluster.nodes()) {
      String region = node.region();
      if (!inside.contains(region) && bytes(region) > 0) {
        findings.add(bytes(region) + " bytes of who is bound to " + inside + " with " + region);
      }
    }
    if (inside.stream().mapToLong(this::bytes).sum() == 0) {
      findings.add("who is bound to " + inside + " has not even begun");
    }
    return findings;
  }

  /** How many bytes stayed inside, and how many did not. */
  @Override
  public String toString() {
    long all = cluster.nodes().stream().mapToLong(node -> bytes(node.region())).sum();
    long kept = inside.stream().mapToLong(this::bytes).sum();
    return "bound to " + inside + ": " + kept + " bytes inside, " + (all - kept) + " outside";
  }
}
