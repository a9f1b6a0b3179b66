package dev.meridian.wrong.topology;

import dev.meridian.wrong.geo.KnowsTopology;

public final class KnowsGeo {
  final KnowsTopology peer = new KnowsTopology(this);
}
