package io.ncsn.network;

import io.ncsn.config.NetworkSettings.KernelChoice;
import io.ncsn.noise.DifferentiableScore;
import io.ncsn.noise.ScoreFunction;
import java.util.Arrays;

/** A trained network as a score function s(x, σ), in standardised units. One thread at a time. */
public final class ScoreNetwork implements ScoreFunction, DifferentiableScore, AutoCloseable {
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
  public void score(float[] rows, int count, double sigma, float[] scores) {
    int dimension = spec.dimension();
    Precondition form = Precondition.of(spec.form(), sigma);
    float[] prepared = input(count);
    for (int i = 0; i < count; i++) {
      prepare(rows, i, form, prepared);
    }
    kernel.forward(prepared, count, scores);
    float skip = (float) form.skip();
    float out = (float) form.out();
    for (int i = 0; i < count * dimension; i++) {
      scores[i] = skip * rows[i] + out * scores[i];
    }
  }

  @Override
  public void score(
      float[] rows,
      int count,
      double[] sigmas,
      float[][] directions,
      float[] scores,
      double[][] forms) {
    int dimension = spec.dimension();
    Precondition[] preconditions = new Precondition[count];
    float[] prepared = input(count);
    for (int i = 0; i < count; i++) {
      preconditions[i] = Precondition.of(spec.form(), sigmas[i]);
      prepare(rows, i, preconditions[i], prepared);
    }
    kernel.forward(prepared, count, scores);
    float[] gradients = new float[count * spec.inputs()];
    for (int probe = 0; probe < directions.length; probe++) {
      kernel.backward(directions[probe], count, gradients);
      for (int i = 0; i < count; i++) {
        forms[probe][i] = form(preconditions[i], i, directions[probe], gradients);
      }
    }
    for (int i = 0; i < count * dimension; i++) {
      Precondition form = preconditions[i / dimension];
      scores[i] = (float) (form.skip() * rows[i] + form.out() * scores[i]);
    }
  }

  /** vᵀ(∇ₓs)v = skip·‖v‖² + out·in·v·∇(v·F) of row {@code i}. */
  private double form(Precondition form, int i, float[] v, float[] gradients) {
    double square = 0;
    double product = 0;
    for (int j = 0; j < spec.dimension(); j++) {
      float along = v[i * spec.dimension() + j];
      square += along * along;
      product += along * gradients[i * spec.inputs() + j];
    }
    return form.skip() * square + form.out() * form.in() * product;
  }

  private void prepare(float[] rows, int i, Precondition form, float[] prepared) {
    float in = (float) form.in();
    int from = i * spec.dimension();
    int to = i * spec.inputs();
    for (int j = 0; j < spec.dimension(); j++) {
      prepared[to + j] = in * rows[from + j];
    }
    prepared[to + spec.dimension()] = (float) form.embedding();
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
