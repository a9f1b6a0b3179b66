package dev.meridian.bench;

import dev.meridian.jdbc.routing.StatementClassifier;
import dev.meridian.jdbc.routing.Verdict;
import dev.meridian.jdbc.routing.Verdict.Reach;
import dev.meridian.jdbc.topology.BenchWorld;
import dev.meridian.jdbc.topology.Catalogue;
import dev.meridian.jdbc.topology.SearchPath;
import dev.meridian.jdbc.topology.SubscriberRelations;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What is asked of a text: the classifier's verdict, and whether one subscriber holds what it
 * reads. From the caches, and on first sight.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class VerdictBenchmark {

  private static final int TEXTS = 10_000;

  @Param TextLength length = TextLength.SHORT;

  private final StatementClassifier classifier = new StatementClassifier(Set.of(), Set.of(), TEXTS);
  // Remembers nothing.
  private final StatementClassifier forgetful = new StatementClassifier(Set.of(), Set.of(), 0);
  private final Catalogue catalogue = BenchWorld.catalogue();
  private final SubscriberRelations relations = BenchWorld.relations();

  private String text = "";
  private String equalText = "";

  /** Gives the caches one text among others, and sees that a subscriber may answer it. */
  @Setup
  public void judgeOnce() {
    text = length.text();
    equalText = length.text();
    for (int i = 0; i < 100; i++) {
      isHeld("SELECT id FROM public.orders WHERE id = " + i);
    }
    if (!isHeld(text)) {
      throw new IllegalStateException("not for a subscriber: " + classify(classifier, text));
    }
  }

  /** The same {@code String} as before. */
  @Benchmark
  public boolean sameText() {
    return isHeld(text);
  }

  /** Another {@code String} of the same content; its hash is known. */
  @Benchmark
  public boolean equalText() {
    return isHeld(equalText);
  }

  /** A text never seen before. */
  @Benchmark
  public Verdict firstSight() {
    return classify(forgetful, text);
  }

  private boolean isHeld(String sql) {
    Verdict verdict = classify(classifier, sql);
    return verdict.reach() == Reach.SUBSCRIBER
        && relations.holds(verdict.use(), SearchPath.SERVERS_OWN);
  }

  private Verdict classify(StatementClassifier by, String sql) {
    return by.classify(sql, true, catalogue);
  }
}
