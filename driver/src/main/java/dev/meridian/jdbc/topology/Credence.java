package dev.meridian.jdbc.topology;

import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;

/**
 * What is to be believed of a node.
 *
 * <ol>
 *   <li>One on which a statement lost its connection is suspected until its probe has news. If that
 *       is silence, it is the second sign: the node is lost.
 *   <li>A primary that was lost and answers again is not believed before the others were asked
 *       ({@link ComeBack}), unless only a statement had said that it was lost.
 * </ol>
 *
 * <p>Not threadsafe.
 */
final class Credence {

  private final Runnable askAll;
  // By the nodes' places.
  private final BitSet suspected = new BitSet();
  private final ComeBack comeBack = new ComeBack();

  /**
   * Nobody is doubted.
   *
   * @param askAll has every node asked at once, without waiting for it
   */
  Credence(Runnable askAll) {
    this.askAll = askAll;
  }

  /** A statement lost its connection there. */
  void suspect(Node node) {
    suspected.set(node.index());
  }

  /** What was said of a node says nothing of another in its place. */
  void forget(Node node) {
    suspected.clear(node.index());
  }

  /** Whether no node is lost by a statement's word alone. */
  boolean suspectsNobody() {
    return suspected.isEmpty();
  }

  /**
   * Takes a probe's news of a node.
   *
   * @param before what counted until now
   * @param askedNanos {@link System#nanoTime} before the probe asked
   * @param isPrimary whether it was the primary last
   * @param all what is known of all nodes
   * @return the news as they count
   */
  Observation of(
      Observation before,
      Observation news,
      long askedNanos,
      boolean isPrimary,
      List<Observation> all) {
    Node node = before.node();
    SQLException silence = news.failure();
    boolean bySuspicion = suspected.get(node.index());
    suspected.clear(node.index());
    comeBack.asked(node, askedNanos);
    Observation taken = (bySuspicion && silence != null ? news.lost(silence) : news).of(node);
    if (!taken.up()) {
      comeBack.endOf(node);
      return taken;
    }
    boolean returns = isPrimary && !before.up() && !bySuspicion && before.sample() != null;
    return returns && isDoubtful(taken, all) ? before.lost(ComeBack.doubt()) : taken;
  }

  private boolean isDoubtful(Observation returning, List<Observation> all) {
    long now = System.nanoTime();
    if (!comeBack.isOf(returning.node())) {
      comeBack.begin(returning, all, now);
      askAll.run();
    }
    boolean over = comeBack.isOver(now);
    if (over) {
      comeBack.endOf(returning.node());
    }
    return !over;
  }
}
