package io.ncsn.network;

import java.util.Arrays;

/**
 * Mixed rows prepared for training. The arrays are overwritten for each minibatch.
 *
 * <p>Cells that are given to the network are not noised, and bear no loss.
 */
final class MixedBatch {
  final int rows;

  /** The rows' channels without noise, and with it: [rows, width]. */
  final float[] clean;

  final float[] noised;

  /** Noise levels, [rows]. */
  final double[] sigma;

  /** 1 for each given cell, or else 0: [rows, cells]. Null for a network without flags. */
  final float[] given;

  /** 1 for each group that bears loss, or else 0: [rows, groups]. */
  final float[] weight;

  MixedBatch(int rows, MixedSpec spec) {
    this.rows = rows;
    clean = new float[rows * spec.dimension()];
    noised = new float[clean.length];
    sigma = new double[rows];
    given = spec.flagged() ? new float[rows * spec.cells()] : null;
    weight = new float[rows * spec.layout().columns()];
  }

  private MixedBatch(MixedBatch all, int first, int rows) {
    this.rows = rows;
    clean = part(all.clean, all.rows, first, rows);
    noised = part(all.noised, all.rows, first, rows);
    sigma = Arrays.copyOfRange(all.sigma, first, first + rows);
    given = all.given == null ? null : part(all.given, all.rows, first, rows);
    weight = part(all.weight, all.rows, first, rows);
  }

  private static float[] part(float[] values, int all, int first, int rows) {
    int width = values.length / all;
    return Arrays.copyOfRange(values, first * width, (first + rows) * width);
  }

  /** Returns {@code count} rows from {@code first} on: these rows themselves if they are all. */
  MixedBatch part(int first, int count) {
    return count == rows ? this : new MixedBatch(this, first, count);
  }
}
