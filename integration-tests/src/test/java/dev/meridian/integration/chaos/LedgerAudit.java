package dev.meridian.integration.chaos;

import dev.meridian.testkit.history.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds what writers know against what servers have.
 *
 * <ol>
 *   <li>Whatever was acknowledged is on the primary, or was lost with an old one: then it stands in
 *       that one's tail, was acknowledged before the fence, and nothing that the same writer wrote
 *       after it has survived. Its insert is beyond the fork, but for the one transaction that each
 *       writer may have had open there.
 *   <li>Nothing stands in the tail of an old primary that was begun after its fence.
 *   <li>What has failed for certain is on no server, in no tail.
 *   <li>What a new primary had is never lost again, unless with it.
 *   <li>No server has what the primary has not.
 * </ol>
 *
 * <p>Not threadsafe.
 */
final class LedgerAudit {

  private final List<Fork> forks;
  private final Set<Long> primary;
  private final List<String> findings = new ArrayList<>();
  private int acknowledged;
  private int lost;

  private LedgerAudit(List<Fork> forks, Set<Long> primary) {
    this.forks = forks;
    this.primary = primary;
  }

  /**
   * Audits at the end of all.
   *
   * @param entries of each writer, in the order of its writing
   * @param forks in the order of the failovers
   * @param primary the rows of the last primary
   * @param others those of the other servers, by region
   */
  static LedgerAudit of(
      Map<String, List<Entry>> entries,
      List<Fork> forks,
      Set<Long> primary,
      Map<String, Set<Long>> others) {
    LedgerAudit audit = new LedgerAudit(forks, primary);
    Set<Long> known = new HashSet<>();
    entries.values().forEach(own -> own.forEach(entry -> known.add(entry.id())));
    entries.values().forEach(audit::writer);
    audit.kept();
    others.forEach(
        (region, rows) ->
            rows.stream()
                .filter(id -> !primary.contains(id))
                .forEach(id -> audit.found("row " + id + " is in " + region + " alone")));
    primary.stream()
        .filter(id -> !known.contains(id))
        .forEach(id -> audit.found("row " + id + " was written by nobody"));
    return audit;
  }

  private void writer(List<Entry> own) {
    for (int i = 0; i < own.size(); i++) {
      Entry entry = own.get(i);
      Fork fork = forkOf(entry.id());
      if (fork != null && entry.from() - fork.fenced() > 0) {
        found(entry + " landed on " + fork.old() + " after that was fenced");
      }
      if (entry.outcome() == Outcome.OK) {
        acknowledged++;
        if (!primary.contains(entry.id())) {
          missing(entry, fork, own.subList(i + 1, own.size()));
        }
      } else if (entry.outcome() == Outcome.FAILED
          && (fork != null || primary.contains(entry.id()))) {
        found(entry + " has failed, and is there");
      }
    }
  }

  private void missing(Entry entry, @Nullable Fork fork, List<Entry> later) {
    if (fork == null) {
      found(entry + " was acknowledged, and is on no server");
      return;
    }
    lost++;
    for (Entry next : later) {
      if (fork.kept().contains(next.id())) {
        found(entry + " was lost, and a later write of its writer was not: " + next);
      }
      Long position = fork.tail().get(next.id());
      if (position != null && position < fork.position()) {
        found(entry + " was lost before the fork at " + fork.position() + ": " + next);
      }
    }
  }

  private @Nullable Fork forkOf(long id) {
    for (Fork fork : forks) {
      if (fork.tail().containsKey(id)) {
        return fork;
      }
    }
    return null;
  }

  private void kept() {
    for (int i = 0; i < forks.size(); i++) {
      List<Fork> later = forks.subList(i + 1, forks.size());
      for (Long id : forks.get(i).kept()) {
        if (!primary.contains(id)
            && later.stream().noneMatch(fork -> fork.tail().containsKey(id))) {
          found("row " + id + " was there after failover " + (i + 1) + ", and is gone");
        }
      }
    }
  }

  private void found(String words) {
    findings.add(words);
  }

  List<String> findings() {
    return List.copyOf(findings);
  }

  @Override
  public String toString() {
    return acknowledged + " writes acknowledged, " + lost + " of them lost with an old primary";
  }
}
