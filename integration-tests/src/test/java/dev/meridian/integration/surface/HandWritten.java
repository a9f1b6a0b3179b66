package dev.meridian.integration.surface;

import java.util.List;
import java.util.stream.Stream;

/** All programs that were written by hand. */
final class HandWritten {

  private HandWritten() {}

  static List<Program> all() {
    return Stream.of(
            ConnectionPrograms.all(),
            TransactionPrograms.all(),
            StatementPrograms.all(),
            StatementSettingPrograms.all(),
            StatementBatchPrograms.all(),
            PreparedPrograms.all(),
            ParameterPrograms.all(),
            PreparedBatchPrograms.all(),
            CallPrograms.all(),
            ResultSetPrograms.all(),
            GetterPrograms.all(),
            UpdatingPrograms.all(),
            ValuePrograms.all(),
            MetaDataPrograms.all(),
            SessionPrograms.all(),
            ExtraPrograms.all())
        .flatMap(List::stream)
        .toList();
  }
}
