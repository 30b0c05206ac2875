package io.ncsn.cli;

import io.ncsn.job.GivenSampler;
import io.ncsn.job.ImageFiles;
import io.ncsn.job.ModelSampler;
import io.ncsn.job.TrainedModel;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.RunRecord;
import io.ncsn.sample.SampleSettings;
import io.ncsn.settings.Settings;
import java.util.Optional;

/** Writes samples of a model, and the trace if requested, to an output directory. */
final class SampleStep {
  private SampleStep() {}

  /** Writes samples given the rows of {@code data.input}. */
  static void writeGiven(
      TrainedModel model, OutputDirectory output, TableStep table, RunRecord record) {
    Settings settings = record.settings().settings();
    GivenSampler sampler = model.givenSampler(settings.impute(), settings.sample());
    Optional<ImageFiles> images = images(model, settings);
    record.settings(sampler.settle(record.settings()));
    record.putAll(sampler.write(settings.data(), table.target(settings)).facts());
    images.ifPresent(files -> write(files, output, record));
  }

  private static Optional<ImageFiles> images(TrainedModel model, Settings settings) {
    return model.images(settings.sample().images(), settings.data().image());
  }

  private static void write(ImageFiles images, OutputDirectory output, RunRecord record) {
    long written = images.write(output.samples().toString(), output.sampleImages().toString());
    record.put("image-files", written);
  }

  /** Writes the samples. {@code record} has the settings and receives the results. */
  static void write(TrainedModel model, OutputDirectory output, TableStep table, RunRecord record) {
    Settings settings = record.settings().settings();
    SampleSettings sample = settings.sample();
    ModelSampler sampler = model.sampler(sample);
    Optional<ImageFiles> images = images(model, settings);
    record.settings(sampler.settle(record.settings()));
    record.putAll(sampler.write(table.target(settings)).facts());
    images.ifPresent(files -> write(files, output, record));
    if (sample.trace() > 0) {
      sampler.writeTrace(output.trace().toString());
    }
  }
}
