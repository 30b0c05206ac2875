package io.ncsn.cli;

import io.ncsn.checkpoint.Generation;
import io.ncsn.output.Storage;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Option;

/** Options of the commands that read a model. */
final class ModelOptions {
  @Option(
      names = {"-m", "--model"},
      required = true,
      paramLabel = "DIR",
      description = "Model directory, as 'ncsn train' wrote it: a local path or any Hadoop URI.")
  private String model;

  @Option(
      names = "--previous",
      description = "Takes the checkpoint before the last one, for when that is damaged.")
  private boolean previous;

  /**
   * Returns the path at which {@link io.ncsn.checkpoint.ModelDirectory#at} finds the wanted
   * checkpoint.
   */
  Path model(Storage storage) {
    return Locations.model(storage, model, previous ? Generation.PREVIOUS : Generation.LAST);
  }
}
