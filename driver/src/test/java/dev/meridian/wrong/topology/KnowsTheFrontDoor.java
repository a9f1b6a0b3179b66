package dev.meridian.wrong.topology;

import dev.meridian.wrong.FrontDoor;

final class KnowsTheFrontDoor {
  final FrontDoor above = new FrontDoor();
}
