package io.ncsn.bench;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.sample.SampleSettings;
import io.ncsn.sample.Sampler;
import io.ncsn.waves.WavePace;
import io.ncsn.waves.WaveTarget;

/** Samples like a job, including Parquet. */
final class TimedSampling {
  private final Lab lab;
  private final Checkpoint model;

  TimedSampling(Lab lab, Checkpoint model) {
    this.lab = lab;
    this.model = model;
  }

  /**
   * Samples once, and returns rows per second.
   *
   * @param settings those that differ from the defaults, each {@code key=value}
   */
  double run(String... settings) {
    SampleSettings sample = Lab.settings(settings).sample();
    WavePace pace = new WavePace(Lab.settings().waves().seconds());
    String samples = lab.fresh("samples");
    long begin = System.nanoTime();
    new Sampler(lab.session(), model, sample, KernelPlan.here(KernelChoice.AUTO))
        .write(new WaveTarget(samples, pace));
    double seconds = (System.nanoTime() - begin) / 1e9;
    lab.delete(samples);
    return sample.count() / seconds;
  }
}
