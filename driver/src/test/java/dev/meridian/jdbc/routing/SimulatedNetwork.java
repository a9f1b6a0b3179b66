package dev.meridian.jdbc.routing;

import java.util.Random;

/**
 * Regions on a globe, the nodes in them, and how long a question takes from wherever it is asked.
 * Node 0 is the primary. Immutable.
 */
final class SimulatedNetwork {

  static final int NODES = 50;
  static final int REGIONS = 20;

  private static final double EARTH_KM = 6_371;
  // Two thirds of the speed of light, there and back, and a third more for cables that bend.
  private static final double MILLIS_A_KM = 4.0 / 3 * 2 / 200;

  /** A place on the globe, as a vector of length 1. */
  record Place(double x, double y, double z) {

    static Place any(Random random) {
      double z = 2 * random.nextDouble() - 1;
      double angle = 2 * Math.PI * random.nextDouble();
      double radius = Math.sqrt(1 - z * z);
      return new Place(radius * Math.cos(angle), radius * Math.sin(angle), z);
    }

    double km(Place other) {
      double cosine = x * other.x + y * other.y + z * other.z;
      return EARTH_KM * Math.acos(Math.max(-1, Math.min(1, cosine)));
    }
  }

  private final Place[] regions = new Place[REGIONS];

  SimulatedNetwork(Random random) {
    for (int i = 0; i < REGIONS; i++) {
      regions[i] = Place.any(random);
    }
  }

  static int regionOf(int node) {
    return node % REGIONS;
  }

  /**
   * Where an application runs: every second one in a region that has nodes, the others anywhere.
   */
  Place application(int number, Random random) {
    return number % 2 == 0 ? regions[random.nextInt(REGIONS)] : Place.any(random);
  }

  /** How long a question to each node takes from a place, in ms, without jitter. */
  double[] millisFrom(Place place, Random random) {
    double[] millis = new double[NODES];
    for (int i = 0; i < NODES; i++) {
      // Nodes of a region are in different halls.
      millis[i] = 0.3 + 0.4 * random.nextDouble() + MILLIS_A_KM * place.km(regions[regionOf(i)]);
    }
    return millis;
  }
}
