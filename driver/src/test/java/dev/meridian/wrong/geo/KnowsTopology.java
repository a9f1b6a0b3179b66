package dev.meridian.wrong.geo;

import dev.meridian.wrong.topology.KnowsGeo;

public final class KnowsTopology {
  public KnowsTopology(KnowsGeo peer) {}
}
