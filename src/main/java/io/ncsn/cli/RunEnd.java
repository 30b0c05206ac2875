package io.ncsn.cli;

import io.ncsn.output.OutputDirectory;
import io.ncsn.output.RunRecord;
import io.ncsn.output.Storage;
import io.ncsn.tracking.MlflowTracking;

/** The end of a run whose results are written. */
final class RunEnd {
  private RunEnd() {}

  /** Writes {@code run.json}, and tells the tracking server if there is one. */
  static void record(Storage storage, OutputDirectory output, RunRecord record) {
    storage.write(output.run(), record.json());
    MlflowTracking.send(storage, output, record);
  }
}
