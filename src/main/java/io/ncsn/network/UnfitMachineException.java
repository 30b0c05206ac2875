package io.ncsn.network;

import io.ncsn.config.Choice;

/** A machine computes a fast path wrongly that the job's other machines agreed to use. */
public final class UnfitMachineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnfitMachineException(Verdict verdict) {
    super(
        "Cannot use %s for shape %s on this machine (%s): found %s; the job's machines agreed to use it before this one joined. Keep this machine out of the job, or set network.avoid = [%s]"
            .formatted(
                Choice.name(verdict.check().path()),
                verdict.check().shape(),
                Processor.here(),
                verdict.finding(),
                Choice.name(verdict.check().path())));
  }
}
