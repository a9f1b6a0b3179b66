package dev.meridian.wrong.api;

import dev.meridian.wrong.routing.ReadsNanoTime;

final class KnowsRouting {
  final ReadsNanoTime above = new ReadsNanoTime();
}
