package dev.meridian.wrong.routing;

import java.util.function.LongSupplier;

final class RefersToMillis {
  final LongSupplier clock = System::currentTimeMillis;
}
