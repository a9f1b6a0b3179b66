package dev.meridian.examples.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The round trips between applications and nodes that the lab sets one after the other, in
 * milliseconds, and the node that each application should read from then. None is shorter than
 * light in fibre takes. In none is a third node the better choice as long as but a part of a change
 * has been noticed: each application has one change of node to make, or none.
 */
final class WayTable {

  private static final String CHANGES =
      """
      as the regions are
              to us-east-1  eu-west-1  ap-east-1  us-west-2  reads from
      us-east-1        0.5        100        180         65  us-east-1
      eu-west-1        100        0.5        150        140  eu-west-1
      ap-east-1        180        150        0.5        120  ap-east-1
      us-west-2         65        140        120        0.5  us-west-2

      the own node far, another nearer
              to us-east-1  eu-west-1  ap-east-1  us-west-2  reads from
      us-east-1        180        100        180         40  us-west-2
      eu-west-1         60        240        150        140  us-east-1
      ap-east-1        180        150        300        105  us-west-2
      us-west-2         40        140        120        160  us-east-1

      back
              to us-east-1  eu-west-1  ap-east-1  us-west-2  reads from
      us-east-1        0.5        100        180         65  us-east-1
      eu-west-1        100        0.5        150        140  eu-west-1
      ap-east-1        180        150        0.5        120  ap-east-1
      us-west-2         65        140        120        0.5  us-west-2

      the own node little nearer than another
              to us-east-1  eu-west-1  ap-east-1  us-west-2  reads from
      us-east-1         60        100        180         75  us-east-1
      eu-west-1        200         95        104        200  eu-west-1
      ap-east-1        260        240        110        121  ap-east-1
      us-west-2         55        140        120         50  us-west-2

      the own node twice as far
              to us-east-1  eu-west-1  ap-east-1  us-west-2  reads from
      us-east-1        120        100        180         75  us-west-2
      eu-west-1        200        190        104        200  ap-east-1
      ap-east-1        260        240        220        121  us-west-2
      us-west-2         55        140        120        100  us-east-1

      the own node half as far, the other twice
              to us-east-1  eu-west-1  ap-east-1  us-west-2  reads from
      us-east-1         60        100        180        150  us-east-1
      eu-west-1        200         95        208        200  eu-west-1
      ap-east-1        260        240        110        242  ap-east-1
      us-west-2        110        140        120         50  us-west-2
      """;

  // The two with ~ jitter.
  private static final String TIE =
      """
      two as near, jittering by 30 %
              to us-east-1  eu-west-1  ap-east-1  us-west-2  reads from
      us-east-1       ~100        200        180       ~100  either
      eu-west-1        300       ~140       ~140        300  either
      ap-east-1        320        320       ~150       ~150  either
      us-west-2        ~60        140        120        ~60  either
      """;

  private WayTable() {}

  /** What is set, in this order. The first is as the world begins. */
  static List<WayChange> changes() {
    return Stream.of(CHANGES.strip().split("\n\n")).map(WayTable::change).toList();
  }

  /** For each application two nodes at the same distance, which jitter. */
  static WayChange tie() {
    return change(TIE.strip());
  }

  private static WayChange change(String text) {
    List<String> lines = text.lines().toList();
    List<String> nodes = words(lines.get(1)).subList(1, 1 + LabWorld.REGIONS.size());
    List<Ways> ways = lines.stream().skip(2).map(line -> ways(nodes, words(line))).toList();
    return new WayChange(lines.get(0), ways);
  }

  private static Ways ways(List<String> nodes, List<String> row) {
    Map<String, Double> roundTrips = new LinkedHashMap<>();
    List<String> jittering = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      String cell = row.get(i + 1);
      if (cell.startsWith("~")) {
        jittering.add(nodes.get(i));
      }
      roundTrips.put(nodes.get(i), Double.valueOf(cell.replace("~", "")));
    }
    return new Ways(row.get(0), roundTrips, jittering, row.get(row.size() - 1));
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split(" +"));
  }
}
