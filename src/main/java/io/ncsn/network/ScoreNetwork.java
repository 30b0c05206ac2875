package io.ncsn.network;

import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSettings.Kind;
import io.ncsn.noise.EnergyFunction;
import java.util.Arrays;
import java.util.Optional;

/** A trained network as a score function s(x, σ), in standardised units. One thread at a time. */
public final class ScoreNetwork implements TrainedNetwork {
  private final NetworkSpec spec;
  private final Kernel kernel;
  private final Field field;
  private final ScorePass pass;
  private float[] input = new float[0];
  private float[] outputs = new float[0];

  /**
   * Makes the network of {@code spec} with {@code parameters}, [n], and the plan of this process
   * alone.
   */
  public ScoreNetwork(NetworkSpec spec, float[] parameters, KernelChoice choice) {
    this(spec, parameters, KernelPlan.here(choice));
  }

  /**
   * Makes the network of {@code spec} with {@code parameters}, [n], computed according to {@code
   * plan}.
   */
  public ScoreNetwork(NetworkSpec spec, float[] parameters, KernelPlan plan) {
    this(spec, parameters, plan, Precision.FLOAT32);
  }

  /**
   * Makes the network with a precision for scores.
   *
   * @param precision precision of {@link #score(float[], int, double, float[])} only; {@link
   *     Kernels#requirePrecision} must accept it
   */
  public ScoreNetwork(NetworkSpec spec, float[] parameters, KernelPlan plan, Precision precision) {
    this.spec = spec;
    ScoreModel model = ScoreModel.of(spec);
    model.loadParameters(parameters);
    this.kernel = Kernels.open(plan, model);
    this.field = new Field(spec, kernel);
    this.pass = kernel.scorePass(precision).orElseGet(() -> new FieldPass(spec, field::of));
  }

  /**
   * Computes scores. An unconditional network gives the score at the noise level of its training
   * for any σ.
   */
  @Override
  public void score(float[] rows, int count, double sigma, float[] scores) {
    pass.score(rows, count, Precondition.of(spec, sigma), scores);
  }

  @Override
  public void score(
      float[] rows,
      int count,
      double[] sigmas,
      float[][] directions,
      float[] scores,
      double[][] forms) {
    Precondition[] preconditions = field(rows, count, sigmas, scores);
    for (int probe = 0; probe < directions.length; probe++) {
      field.forms(directions[probe], count, forms[probe]);
      for (int i = 0; i < count; i++) {
        forms[probe][i] = form(preconditions[i], i, directions[probe], forms[probe][i]);
      }
    }
    toScores(preconditions, rows, count, scores);
  }

  @Override
  public void scoreAndTrace(
      float[] rows, int count, double[] sigmas, float[] scores, double[] traces) {
    Precondition[] preconditions = field(rows, count, sigmas, scores);
    field.traces(count, traces);
    for (int i = 0; i < count; i++) {
      Precondition form = preconditions[i];
      traces[i] = form.skip() * spec.dimension() + form.out() * form.in() * traces[i];
    }
    toScores(preconditions, rows, count, scores);
  }

  /** Computes F of the rows, and returns the rows' preconditioning. */
  private Precondition[] field(float[] rows, int count, double[] sigmas, float[] found) {
    Precondition[] preconditions = new Precondition[count];
    float[] prepared = input(count);
    for (int i = 0; i < count; i++) {
      boolean same = i > 0 && sigmas[i] == sigmas[i - 1];
      preconditions[i] = same ? preconditions[i - 1] : Precondition.of(spec, sigmas[i]);
      preconditions[i].prepare(rows, i, spec.dimension(), prepared);
    }
    field.of(prepared, count, found);
    return preconditions;
  }

  /** Makes scores of F, in place. */
  private void toScores(Precondition[] preconditions, float[] rows, int count, float[] scores) {
    for (int i = 0; i < count * spec.dimension(); i++) {
      Precondition form = preconditions[i / spec.dimension()];
      scores[i] = (float) (form.skip() * rows[i] + form.out() * scores[i]);
    }
  }

  /**
   * Returns the energy, if the network is of kind energy. Noise-contrastive estimation also learns
   * its constant: −E is then the log-density.
   */
  @Override
  public Optional<EnergyFunction> energy() {
    return spec.kind() == Kind.ENERGY ? Optional.of(this::energies) : Optional.empty();
  }

  /**
   * Computes −½·skip·‖x‖² + (out/in)·e plus a constant. For e = 0, the result is −log of a normal
   * density.
   */
  private void energies(float[] rows, int count, double sigma, double[] energies) {
    Precondition form = Precondition.of(spec, sigma);
    if (outputs.length < count) {
      outputs = new float[count];
    }
    kernel.forward(prepared(rows, count, form), count, outputs);
    for (int i = 0; i < count; i++) {
      double square = 0;
      for (int j = i * spec.dimension(); j < (i + 1) * spec.dimension(); j++) {
        square += (double) rows[j] * rows[j];
      }
      energies[i] =
          form.energyAtZero(spec.dimension())
              - form.skip() * square / 2
              + form.out() / form.in() * outputs[i];
    }
  }

  /** Returns vᵀ(∇ₓs)v = skip·‖v‖² + out·in·vᵀ(∇F)v for row {@code i}. */
  private double form(Precondition form, int i, float[] v, double ofField) {
    double square = 0;
    for (int j = i * spec.dimension(); j < (i + 1) * spec.dimension(); j++) {
      square += v[j] * v[j];
    }
    return form.skip() * square + form.out() * form.in() * ofField;
  }

  private float[] prepared(float[] rows, int count, Precondition form) {
    float[] prepared = input(count);
    for (int i = 0; i < count; i++) {
      form.prepare(rows, i, spec.dimension(), prepared);
    }
    return prepared;
  }

  @Override
  public void close() {
    pass.close();
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
