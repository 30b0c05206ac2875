package io.ncsn.bench;

import java.util.List;

/** Runs the main job like a user: the complete {@code submit/ncsn pipeline} on the digits. */
final class PipelineWork extends CommandWork {
  private static final double SECONDS = 72;

  PipelineWork(Lab lab) {
    super("pipeline-digits", lab);
  }

  @Override
  public List<Quantity> quantities() {
    return List.of(
        new Quantity(name(), "s", 0, Target.atMost(SECONDS)),
        new Quantity(name() + ", training", "s"),
        new Quantity(name() + ", 1-NN accuracy", "of rows"));
  }

  /** Runs the quick form, which unpacks the native libraries and fills the system's file cache. */
  @Override
  public void prepare() {
    pipeline("digits-quick.conf");
  }

  @Override
  public double[] measure() {
    Launcher.Done done = pipeline("digits.conf");
    return new double[] {
      done.seconds(),
      done.record().path("train.seconds").asDouble(),
      done.record().path("evaluate.one-nn-accuracy").asDouble()
    };
  }

  private Launcher.Done pipeline(String name) {
    return run(
        lab().freshPath("pipeline"),
        List.of("pipeline", "--config", configuration(name).toString()));
  }
}
