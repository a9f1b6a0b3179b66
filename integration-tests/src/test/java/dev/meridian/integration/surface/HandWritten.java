package dev.meridian.integration.surface;

import java.util.List;
import java.util.stream.Stream;

/** All programs that were written by hand. */
final class HandWritten {

  private HandWritten() {}

  static List<Program> all() {
    return Stream.of(
            ConnectionPrograms.all(),
            StatementPrograms.all(),
            PreparedPrograms.all(),
            CallPrograms.all(),
            ResultSetPrograms.all(),
            MetaDataPrograms.all(),
            SessionPrograms.all(),
            ExtraPrograms.all())
        .flatMap(List::stream)
        .toList();
  }
}
