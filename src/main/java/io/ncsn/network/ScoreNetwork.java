package io.ncsn.network;

import io.ncsn.config.NetworkSettings.KernelChoice;
import io.ncsn.noise.ScoreFunction;
import java.util.Arrays;

/** A trained network as a score function s(x, σ), in standardised units. One thread at a time. */
public final class ScoreNetwork implements ScoreFunction, AutoCloseable {
  private final NetworkSpec spec;
  private final Kernel kernel;
  private float[] input = new float[0];

  /** The network of {@code spec} with {@code parameters}, [n], computed by {@code choice}. */
  public ScoreNetwork(NetworkSpec spec, float[] parameters, KernelChoice choice) {
    this.spec = spec;
    ScoreModel model = ScoreModel.of(spec);
    model.loadParameters(parameters);
    this.kernel = Kernels.open(choice, model);
  }

  @Override
  public float[] score(float[] rows, int count, double sigma) {
    float[] scores = new float[count * spec.dimension()];
    score(rows, count, sigma, scores);
    return scores;
  }

  /** As {@link #score(float[], int, double)}, into {@code scores}, row-major [count, dimension]. */
  public void score(float[] rows, int count, double sigma, float[] scores) {
    int dimension = spec.dimension();
    Precondition form = Precondition.of(spec.form(), sigma);
    float[] prepared = input(count);
    float in = (float) form.in();
    for (int i = 0; i < count; i++) {
      int from = i * dimension;
      int to = i * (dimension + 1);
      for (int j = 0; j < dimension; j++) {
        prepared[to + j] = in * rows[from + j];
      }
      prepared[to + dimension] = (float) form.embedding();
    }
    kernel.forward(prepared, count, scores);
    float skip = (float) form.skip();
    float out = (float) form.out();
    for (int i = 0; i < count * dimension; i++) {
      scores[i] = skip * rows[i] + out * scores[i];
    }
  }

  @Override
  public void close() {
    kernel.close();
  }

  private float[] input(int count) {
    int length = count * spec.inputs();
    if (input.length < length) {
      input = Arrays.copyOf(input, length);
    }
    return input;
  }
}
