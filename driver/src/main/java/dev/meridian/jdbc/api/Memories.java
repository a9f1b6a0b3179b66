package dev.meridian.jdbc.api;

import dev.meridian.jdbc.api.Session.Memory;
import dev.meridian.jdbc.api.Session.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one session has seen, scope by scope, and the tokens that came in. Threadsafe. */
final class Memories {

  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock.
  private final List<IncomingTokens> incoming = new ArrayList<>();
  private final ConcurrentHashMap<Scope, Memory> memories = new ConcurrentHashMap<>();

  /** Adds what tokens stand for, in each scope that was met or will be. */
  void join(IncomingTokens tokens) {
    List<Memory> met;
    lock.lock();
    try {
      IncomingTokens.add(incoming, tokens);
      met = List.copyOf(memories.values());
    } finally {
      lock.unlock();
    }
    met.forEach(memory -> memory.join(tokens));
  }

  /** Adds what another session has seen until now. */
  void join(Memories other) {
    other.memories.forEach((scope, memory) -> of(scope).join(memory));
  }

  /**
   * That of a scope: begins with the tokens that came in, and knows of what was seen in other
   * scopes since, for several may lead to one system.
   */
  Memory of(Scope scope) {
    Memory known = memories.get(scope);
    Memory mine = known == null ? begun(scope) : known;
    if (memories.size() > 1) {
      for (Memory other : memories.values()) {
        if (other != mine) {
          mine.join(other);
        }
      }
    }
    return mine;
  }

  private Memory begun(Scope scope) {
    lock.lock();
    try {
      return memories.computeIfAbsent(
          scope,
          first -> {
            Memory memory = first.begin();
            incoming.forEach(memory::join);
            return memory;
          });
    } finally {
      lock.unlock();
    }
  }

  boolean any(Predicate<Memory> rule) {
    return memories.values().stream().anyMatch(rule);
  }

  /**
   * A token of what was seen in the scopes that are wanted, with the tokens that came in for none
   * of them; null if there is nothing to tell.
   */
  @Nullable String token(Predicate<Memory> rule) {
    List<Memory> wanted = memories.values().stream().filter(rule).toList();
    List<String> tokens = new ArrayList<>();
    for (Memory memory : wanted) {
      String token = memory.token();
      if (token != null) {
        tokens.add(token);
      }
    }
    lock.lock();
    try {
      incoming.stream()
          .flatMap(tokensThen -> tokensThen.texts().stream())
          .filter(text -> wanted.stream().allMatch(memory -> memory.isForeign(text)))
          .distinct()
          .forEach(tokens::add);
    } finally {
      lock.unlock();
    }
    return tokens.isEmpty() ? null : IncomingTokens.join(tokens);
  }
}
