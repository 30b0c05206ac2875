package io.ncsn.network;

import io.ncsn.config.Choice;

/**
 * Reports that a fast path gives wrong results on this machine although the job's machines agreed
 * to use it.
 */
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
