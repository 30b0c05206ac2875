package io.ncsn.bench;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.growth.LinearFit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Measures how training and sampling grow. */
final class GrowthLab {
  private static final int WARM_UP_ROUNDS = 2;
  private static final int CHECKPOINTS = 5;

  private final Lab lab;
  private final Consumer<String> progress;

  /**
   * Makes the laboratory.
   *
   * @param progress receives the name of the current measurement
   */
  GrowthLab(Lab lab, Consumer<String> progress) {
    this.lab = lab;
    this.progress = progress;
  }

  /** Measures everything once, each after a short warm-up run. */
  GrowthMeasurements measure(int mostRows) {
    List<GrowthPoint.Measured> trainings = new ArrayList<>();
    for (GrowthPoint point : GrowthPoint.all(mostRows)) {
      progress.accept("training: %s %,d".formatted(point.series(), point.value()));
      trainings.add(train(point));
    }
    List<GrowthSampling.Measured> samplings = new ArrayList<>();
    for (GrowthSampling point : GrowthSampling.all(mostRows)) {
      progress.accept("sampling: %s %,d".formatted(point.series(), point.value()));
      samplings.add(sample(point));
    }
    progress.accept("checkpoints");
    return new GrowthMeasurements(lab.tasks(), trainings, samplings, checkpoints());
  }

  private GrowthPoint.Measured train(GrowthPoint point) {
    TimedTraining training = new TimedTraining(lab, point.size().spec(), point.rows());
    try {
      training.run(point.settings(WARM_UP_ROUNDS));
      RoundClock clock = training.run(point.settings(point.rounds())).clock();
      return GrowthPoint.Measured.of(point, lab.tasks(), clock);
    } finally {
      training.close();
    }
  }

  private GrowthSampling.Measured sample(GrowthSampling point) {
    GrowthSampling first = new GrowthSampling("", 0, point.size(), 2, 1, 2048);
    first.work(lab).prepare();
    SamplingWork work = point.work(lab);
    work.load();
    return new GrowthSampling.Measured(point, point.count() / work.run(lab.tasks()));
  }

  /** Returns the median seconds of a checkpoint by number of parameters. */
  private List<LinearFit.Point> checkpoints() {
    List<LinearFit.Point> points = new ArrayList<>();
    for (Size size :
        List.of(new Size(2, 128), new Size(16, 512), new Size(784, 512), new Size(16, 1024))) {
      ModelDirectory directory =
          ModelDirectory.at(lab.fresh("model"), lab.session().sparkContext().hadoopConfiguration());
      Checkpoint checkpoint = MadeUp.untrained(size.spec(), MadeUp.levels(TimedTraining.LEVELS));
      Samples seconds = new Samples();
      for (int i = 0; i < CHECKPOINTS; i++) {
        long begin = System.nanoTime();
        directory.publish(checkpoint);
        seconds.add((System.nanoTime() - begin) / 1e9);
      }
      double[] terms = {1, size.spec().parameters()};
      points.add(new LinearFit.Point(terms, seconds.median()));
    }
    return points;
  }
}
