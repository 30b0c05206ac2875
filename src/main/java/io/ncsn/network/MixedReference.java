package io.ncsn.network;

import io.ncsn.network.NetworkSettings.Activation;
import java.util.Arrays;

/**
 * A network of mixed rows in double precision, purely in Java. It shares no arithmetic with the
 * kernels and serves as their reference.
 */
final class MixedReference {
  private final MixedSpec spec;
  private final MixedChannels channels;
  private final float[] parameters;
  private final int rows;

  /** Levels and evidence of each category's own channels: ln q and r, [rows, levels]. */
  private final double[] own;

  private final double[] evidence;
  private final PlainPass pass;

  /** Log-probabilities of the levels, [rows, levels]. */
  private final double[] logits;

  private final int cells;
  private final float[] noised;
  private final double[] sigma;

  /**
   * Passes rows through the network.
   *
   * @param parameters flat, [n]
   * @param noised row-major [rows, width]
   * @param sigma [rows]
   * @param given row-major [rows, cells]; null for a network without flags
   */
  MixedReference(
      MixedSpec spec, float[] parameters, float[] noised, double[] sigma, float[] given) {
    this.spec = spec;
    this.cells = spec.cells();
    this.channels = new MixedChannels(spec.layout());
    this.parameters = parameters;
    this.noised = noised;
    this.sigma = sigma;
    this.rows = noised.length / channels.width;
    own = own(given);
    normalise(own);
    evidence = new double[own.length];
    for (int i = 0; i < own.length; i++) {
      double difference = own[i] - channels.logPrior[i % channels.levels()];
      evidence[i] = Math.max(-10, Math.min(10, difference));
    }
    float[] ofLayers = Arrays.copyOf(parameters, spec.layerParameters());
    pass = new PlainPass(spec.layers(), Activation.SILU, ofLayers, input(given));
    logits = logits();
    normalise(logits);
  }

  private double[] own(float[] given) {
    double[] values = new double[rows * channels.levels()];
    for (int i = 0; i < values.length; i++) {
      int row = i / channels.levels();
      int level = i % channels.levels();
      boolean isGiven = isGiven(given, row, channels.levelCell[level]);
      double variance = isGiven ? 1e-3 : sigma[row] * sigma[row];
      double y = noised[row * channels.width + channels.levelChannel[level]];
      values[i] = y / variance + channels.logPrior[level];
    }
    return values;
  }

  private boolean isGiven(float[] given, int row, int cell) {
    return given != null && given[row * cells + cell] > 0;
  }

  /** Subtracts from each category's values the logarithm of the sum of their exponentials. */
  private void normalise(double[] values) {
    for (int row = 0; row < rows; row++) {
      for (int code = 0; code < channels.categories(); code++) {
        int from = row * channels.levels() + channels.codeStart[code];
        int to = from + channels.codeSize[code];
        double greatest = Arrays.stream(values, from, to).max().orElseThrow();
        double sum = Arrays.stream(values, from, to).map(v -> Math.exp(v - greatest)).sum();
        for (int i = from; i < to; i++) {
          values[i] -= greatest + Math.log(sum);
        }
      }
    }
  }

  private double[] input(float[] given) {
    double[] input = new double[rows * spec.inputs()];
    double[] angles = MixedEmbedding.angles();
    for (int row = 0; row < rows; row++) {
      int at = row * spec.inputs();
      double norm = Math.sqrt(1 + sigma[row] * sigma[row]);
      for (int j = 0; j < channels.numbers(); j++) {
        boolean isGiven = isGiven(given, row, channels.numberCell[j]);
        input[at++] =
            noised[row * channels.width + channels.numberChannel[j]] / (isGiven ? 1 : norm);
      }
      for (int k = 0; k < channels.levels(); k++) {
        double p = Math.exp(own[row * channels.levels() + k]);
        input[at++] = (p - channels.prior[k]) * channels.scale[k];
      }
      for (int cell = 0; spec.flagged() && cell < cells; cell++) {
        input[at++] = given[row * cells + cell];
      }
      for (double angle : angles) {
        input[at] = Math.sin(angle * MixedEmbedding.variable(sigma[row]));
        input[at + angles.length] = Math.cos(angle * MixedEmbedding.variable(sigma[row]));
        at++;
      }
    }
    return input;
  }

  private double[] logits() {
    int levels = channels.levels();
    double[] sums = own.clone();
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < levels; k++) {
        sums[row * levels + k] += pass.output()[output(row, channels.numbers() + k)];
      }
    }
    int[] paired = spec.pairedLevels();
    for (int row = 0; row < rows; row++) {
      int at = spec.layerParameters();
      for (int k : paired) {
        for (int j : paired) {
          sums[row * levels + k] += parameters[at++] * evidence[row * levels + j];
        }
      }
    }
    return sums;
  }

  private int output(int row, int index) {
    return row * (channels.numbers() + channels.levels()) + index;
  }

  /** Returns the denoised rows D, row-major [rows, width]. Given channels are as any others. */
  double[] denoised() {
    double[] denoised = new double[rows * channels.width];
    for (int row = 0; row < rows; row++) {
      int at = row * channels.width;
      int levels = row * channels.levels();
      for (int k = 0; k < channels.levels(); k++) {
        denoised[at + channels.levelChannel[k]] = Math.exp(logits[levels + k]);
      }
      double total = 1 + sigma[row] * sigma[row];
      for (int j = 0; j < channels.numbers(); j++) {
        int gate = channels.numberGate[j];
        double regular = gate < 0 ? 1 : Math.exp(logits[levels + gate]);
        denoised[at + channels.numberChannel[j]] =
            noised[at + channels.numberChannel[j]] / total
                + sigma[row] / Math.sqrt(total) * regular * pass.output()[output(row, j)];
      }
    }
    return denoised;
  }

  /**
   * Returns the mean loss of {@code batch}, whose noised rows went through the network.
   *
   * @param gradient [n]; receives the gradient by the parameters
   */
  double lossAndGradient(MixedBatch batch, double[] gradient) {
    double[] delta = new double[rows * (channels.numbers() + channels.levels())];
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += numberLoss(batch, row, delta) + categoryLoss(batch, row, delta);
    }
    double share = 1.0 / ((double) channels.terms * rows);
    for (int i = 0; i < delta.length; i++) {
      delta[i] *= share;
    }
    pairGradient(delta, gradient);
    pass.backward(delta, gradient);
    return sum * share;
  }

  private double numberLoss(MixedBatch batch, int row, double[] delta) {
    double total = 1 + sigma[row] * sigma[row];
    double sum = 0;
    for (int j = 0; j < channels.numbers(); j++) {
      int at = row * channels.width + channels.numberChannel[j];
      double target = (batch.clean[at] - noised[at] / total) * Math.sqrt(total) / sigma[row];
      double error = pass.output()[output(row, j)] - target;
      double weight = batch.weight[row * channels.groups + channels.numberGroup[j]];
      sum += weight * error * error;
      delta[output(row, j)] = 2 * weight * error;
    }
    return sum;
  }

  private double categoryLoss(MixedBatch batch, int row, double[] delta) {
    double sum = 0;
    for (int code = 0; code < channels.categories(); code++) {
      double weight =
          channels.codeWeight[code]
              * batch.weight[row * channels.groups + channels.codeGroup[code]];
      for (int k = 0; k < channels.codeSize[code]; k++) {
        double y = batch.clean[row * channels.width + channels.codeChannel[code] + k];
        int level = channels.codeStart[code] + k;
        double logP = logits[row * channels.levels() + level];
        sum -= weight * y * logP;
        delta[output(row, channels.numbers() + level)] = weight * (Math.exp(logP) - y);
      }
    }
    return sum;
  }

  private void pairGradient(double[] delta, double[] gradient) {
    int levels = channels.levels();
    int[] paired = spec.pairedLevels();
    for (int row = 0; row < rows; row++) {
      int at = spec.layerParameters();
      for (int k : paired) {
        double d = delta[output(row, channels.numbers() + k)];
        for (int j : paired) {
          gradient[at++] += d * evidence[row * levels + j];
        }
      }
    }
  }
}
