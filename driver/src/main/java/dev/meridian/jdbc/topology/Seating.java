package dev.meridian.jdbc.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which node has which place. A node keeps its place as long as it is wanted; the lowest vacant one
 * is given to the next that comes, under a number that none had before. So there are no more places
 * than there were nodes at a time. Not threadsafe.
 */
final class Seating {

  /**
   * What became of those that were here and those that are wanted.
   *
   * @param relabelled kept, with another region, role or address to show
   * @param left in their old places
   */
  record Change(List<Node> relabelled, List<Node> taken, List<Node> left) {

    boolean isNone() {
      return relabelled.isEmpty() && taken.isEmpty() && left.isEmpty();
    }
  }

  private final List<Node> places = new ArrayList<>();
  private int nextId;

  /**
   * Seats those that are wanted.
   *
   * @param alone whether all others leave
   */
  Change seat(List<Node> wanted, boolean alone) {
    List<Node> toSeat = new ArrayList<>(wanted);
    @Nullable Node[] matches = new Node[places.size()];
    match(toSeat, matches, Node::isSeatOf);
    // What was not looked up before is the first that is found.
    match(toSeat, matches, (here, next) -> here.isNamedAs(next) && here.ip() == null);
    Change change = new Change(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < matches.length; i++) {
      Node here = places.get(i);
      Node match = matches[i];
      if (match != null && !match.seated(i, here.id()).equals(here)) {
        places.set(i, match.seated(i, here.id()));
        change.relabelled.add(places.get(i));
      } else if (match == null && alone && !here.isVacant()) {
        places.set(i, Node.vacant(i));
        change.left.add(here);
      }
    }
    for (Node next : toSeat) {
      change.taken.add(taken(next));
    }
    return change;
  }

  private void match(
      List<Node> toSeat, @Nullable Node[] matches, BiPredicate<Node, Node> isTheSame) {
    for (int i = 0; i < matches.length; i++) {
      Node here = places.get(i);
      for (int j = 0; matches[i] == null && !here.isVacant() && j < toSeat.size(); j++) {
        if (isTheSame.test(here, toSeat.get(j))) {
          matches[i] = toSeat.remove(j);
        }
      }
    }
  }

  private Node taken(Node next) {
    int place = 0;
    while (place < places.size() && !places.get(place).isVacant()) {
      place++;
    }
    Node seated = next.seated(place, nextId++);
    if (place == places.size()) {
      places.add(seated);
    } else {
      places.set(place, seated);
    }
    return seated;
  }
}
