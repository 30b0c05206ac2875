package io.ncsn.bench;

import io.ncsn.network.Precision;
import java.util.ArrayList;
import java.util.List;

/**
 * A sampling job whose cost is measured: annealed Langevin dynamics to Parquet.
 *
 * @param series name of the varied quantity
 * @param value value of that quantity
 * @param levels L
 * @param steps T
 * @param count number of samples
 */
record GrowthSampling(String series, long value, Size size, int levels, int steps, int count) {
  private static final Size SMALL = new Size(2, 128);
  private static final int COUNT = 16_384;

  /** Returns all jobs, except those with more than {@code most} samples. */
  static List<GrowthSampling> all(int most) {
    List<GrowthSampling> points = new ArrayList<>();
    for (int count = 10_000; count <= most; count *= 10) {
      points.add(new GrowthSampling("samples", count, SMALL, 2, 1, count));
    }
    for (int levels : new int[] {2, 10, 100}) {
      points.add(new GrowthSampling("noise levels", levels, SMALL, levels, 5, COUNT));
    }
    for (int dimension : new int[] {2, 32, 512}) {
      points.add(new GrowthSampling("columns", dimension, new Size(dimension, 256), 5, 2, COUNT));
    }
    for (int width : new int[] {64, 256, 1024}) {
      points.add(new GrowthSampling("width", width, new Size(16, width), 5, 2, COUNT));
    }
    return points;
  }

  /** Returns the number of network passes per row, including the last denoising step. */
  double evaluations() {
    return (double) levels * steps + 1;
  }

  SamplingWork work(Lab lab) {
    return new SamplingWork(lab, size, levels, steps, count, Precision.FLOAT32, Target.NONE);
  }

  /** A measured sampling job. */
  record Measured(GrowthSampling point, double seconds) {}
}
