package dev.meridian.testkit.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A primary, two replicas that are prefixes of it, and sessions with positions that ask by two
 * paths and have several requests under way: all of one seed. Each rule may be broken.
 */
final class ModelWorld {

  enum Flaw {
    NONE,
    POSITION_IGNORED,
    TOKEN_OFF_BY_ONE,
    TOKEN_LOST_ON_ONE_PATH,
    READ_POSITION_NOT_ADVANCED,
    POSITION_TAKEN_BEFORE_THE_READ,
    RECEIVED_AS_POSITION,
    NO_WAIT
  }

  private static final int KEYS = 6;
  private static final int SESSIONS = 4;

  private record Write(String key, long value) {}

  private record Answered(HistoryRecorder.Running running, int path, int session) {}

  private final Random random;
  private final Flaw flaw;
  private final HistoryRecorder recorder = new HistoryRecorder();
  private final List<Write> log = new ArrayList<>();
  private final int[] replayed = new int[3];
  private final int[] received = new int[3];
  private final int[][] token = new int[SESSIONS][2];
  private final List<Runnable> underWay = new ArrayList<>();
  private long nextValue = 1;

  private ModelWorld(long seed, Flaw flaw) {
    this.random = new Random(seed);
    this.flaw = flaw;
  }

  static History run(long seed, Flaw flaw, int steps) {
    ModelWorld world = new ModelWorld(seed, flaw);
    for (int i = 0; i < steps; i++) {
      world.step();
    }
    world.underWay.forEach(Runnable::run);
    return world.recorder.history();
  }

  private void step() {
    received[1 + random.nextInt(2)] = log.size();
    int replica = 1 + random.nextInt(2);
    replayed[replica] += random.nextInt(received[replica] - replayed[replica] + 1) / 2;
    if (!underWay.isEmpty() && random.nextBoolean()) {
      underWay.remove(random.nextInt(underWay.size())).run();
      return;
    }
    Answered asked = ask();
    if (random.nextInt(3) == 0) {
      write(asked);
    } else {
      read(asked);
    }
  }

  private Answered ask() {
    int session = random.nextInt(SESSIONS);
    int path = random.nextInt(2);
    return new Answered(
        recorder.begin("s" + session, session * 2 + path, random.nextInt(4) == 0), path, session);
  }

  private void write(Answered asked) {
    int at = recorder.instant();
    String key = key();
    long value = nextValue++;
    int fate = random.nextInt(10);
    if (fate > 0) {
      log.add(new Write(key, value));
    }
    long height = log.stream().filter(write -> write.key.equals(key)).count();
    int position = log.size() - (flaw == Flaw.TOKEN_OFF_BY_ONE ? 1 : 0);
    underWay.add(
        () -> {
          boolean known = fate > 1;
          asked.running.wrote(at, shape(key), key, known ? height : -1, value);
          if (known) {
            see(asked, position);
          }
          Outcome outcome = fate == 0 ? Outcome.FAILED : Outcome.UNKNOWN;
          asked.running.end(known ? Outcome.OK : outcome, "primary");
        });
  }

  private void read(Answered asked) {
    int needed = token[asked.session][asked.path];
    int replica = random.nextInt(3);
    int claims = flaw == Flaw.RECEIVED_AS_POSITION ? received[replica] : replayed[replica];
    boolean slow = random.nextInt(4) == 0;
    boolean unchecked = flaw == Flaw.POSITION_IGNORED || (flaw == Flaw.NO_WAIT && slow);
    boolean here = replica > 0 && (unchecked || claims >= needed);
    int shown = here ? replayed[replica] : log.size();
    int statements = 1 + random.nextInt(2);
    List<Runnable> answers = new ArrayList<>();
    for (int i = 0; i < statements; i++) {
      String key = key();
      int at = recorder.instant();
      List<Long> values = values(key, shown);
      boolean list = shape(key) == Shape.LIST;
      List<Long> last =
          values.isEmpty() ? values : values.subList(values.size() - 1, values.size());
      answers.add(
          () -> asked.running.read(at, shape(key), key, values.size(), list ? values : last));
    }
    underWay.add(
        () -> {
          answers.forEach(Runnable::run);
          see(
              asked,
              flaw == Flaw.POSITION_TAKEN_BEFORE_THE_READ ? Math.max(0, shown - 3) : shown,
              flaw != Flaw.READ_POSITION_NOT_ADVANCED);
          asked.running.end(Outcome.OK, "node " + (here ? replica : 0));
        });
  }

  private void see(Answered asked, int position, boolean noted) {
    if (noted) {
      see(asked, position);
    }
  }

  private void see(Answered asked, int position) {
    int[] mine = token[asked.session];
    for (int path = 0; path < 2; path++) {
      if (path == asked.path || flaw != Flaw.TOKEN_LOST_ON_ONE_PATH) {
        mine[path] = Math.max(mine[path], position);
      }
    }
  }

  private List<Long> values(String key, int shown) {
    List<Long> values = new ArrayList<>();
    for (Write write : log.subList(0, shown)) {
      if (write.key.equals(key)) {
        values.add(write.value);
      }
    }
    return values;
  }

  private String key() {
    return (random.nextBoolean() ? "l" : "r") + random.nextInt(KEYS / 2);
  }

  private static Shape shape(String key) {
    return key.startsWith("l") ? Shape.LIST : Shape.REGISTER;
  }

  static Map<Guarantee, Integer> count(List<Violation> violations) {
    Map<Guarantee, Integer> counts = new HashMap<>();
    violations.forEach(violation -> counts.merge(violation.guarantee(), 1, Integer::sum));
    return counts;
  }
}
