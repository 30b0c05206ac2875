package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Spread;
import io.ncsn.channels.ChannelLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference in double precision against closed forms and finite differences. */
class MixedReferenceTest {
  private static final double[] SHARES = {0.2, 0.5, 0.3};
  private static final ChannelLayout SMALL =
      new ChannelLayout(List.of(new Codes(SHARES), new Spread()));

  /** Pairs those of the categories 2, 4 and 5 that have the fewest levels. */
  private static final MixedSpec SOME =
      new MixedSpec(
          MixedCase.EVERY_KIND, new Mlp(List.of(5)), true, true, List.of(2, 5), List.of(), false);

  /** An untouched network denoises as if the columns were independent. */
  @Test
  void untouchedNetworkIsTheBayesPosteriorOfEachColumn() {
    MixedSpec spec = new MixedSpec(SMALL, List.of(7), false, true);
    float[] noised = {0.4f, 1.3f, -0.2f, 2.5f, 0.1f, 0.2f, 0.3f, -1};
    double[] sigma = {0.7, 3};
    double[] found =
        new MixedReference(spec, MixedParameters.initial(spec, 1), noised, sigma, null).denoised();
    for (int row = 0; row < 2; row++) {
      double[] likelihood = new double[3];
      double evidence = 0;
      for (int k = 0; k < 3; k++) {
        double square = 0;
        for (int j = 0; j < 3; j++) {
          double difference = (double) noised[4 * row + j] - (j == k ? 1 : 0);
          square += difference * difference;
        }
        likelihood[k] = SHARES[k] * Math.exp(-square / (2 * sigma[row] * sigma[row]));
        evidence += likelihood[k];
      }
      for (int k = 0; k < 3; k++) {
        assertThat(found[4 * row + k]).isCloseTo(likelihood[k] / evidence, within(1e-12));
      }
      double posteriorMean = noised[4 * row + 3] / (1 + sigma[row] * sigma[row]);
      assertThat(found[4 * row + 3]).isCloseTo(posteriorMean, within(1e-12));
    }
  }

  /** The denoised rows are the posteriors above, so the loss follows from them by hand. */
  @Test
  void lossIsCrossEntropyOverEntropyAndTheSquaredErrorAsItsShareOfTheNoise() {
    MixedSpec spec = new MixedSpec(SMALL, List.of(7), false, true);
    MixedBatch batch = new MixedBatch(1, spec);
    put(batch.clean, 0, 1, 0, 0.5f);
    put(batch.noised, 0.4f, 1.3f, -0.2f, 2.5f);
    put(batch.weight, 1, 1);
    batch.sigma[0] = 0.7;
    float[] parameters = MixedParameters.initial(spec, 1);
    MixedReference reference =
        new MixedReference(spec, parameters, batch.noised, batch.sigma, null);
    double loss = reference.lossAndGradient(batch, new double[spec.parameters()]);
    double entropy = -0.2 * Math.log(0.2) - 0.5 * Math.log(0.5) - 0.3 * Math.log(0.3);
    double ofLevel = -Math.log(reference.denoised()[1]) / entropy;
    double error = (reference.denoised()[3] - 0.5) * Math.sqrt(1 + 0.49) / 0.7;
    assertThat(loss).isCloseTo((ofLevel + error * error) / 2, within(1e-12));
  }

  @Test
  void gradientIsThatOfFiniteDifferences() {
    for (boolean flagged : new boolean[] {false, true}) {
      isThatOfDifferences(new MixedSpec(MixedCase.EVERY_KIND, List.of(5, 3), flagged, true));
    }
    isThatOfDifferences(SOME);
  }

  private static void isThatOfDifferences(MixedSpec spec) {
    MixedBatch batch = MixedCase.batch(spec, 23, 5);
    float[] parameters = MixedCase.parameters(spec, 6);
    double[] gradient = new double[spec.parameters()];
    loss(spec, parameters, batch, gradient);
    for (int i = 0; i < parameters.length; i++) {
      float here = parameters[i];
      parameters[i] = here + 2.5e-4f;
      float right = parameters[i];
      double above = loss(spec, parameters, batch, new double[gradient.length]);
      parameters[i] = here - 2.5e-4f;
      double below = loss(spec, parameters, batch, new double[gradient.length]);
      double slope = (above - below) / ((double) right - parameters[i]);
      parameters[i] = here;
      assertThat(gradient[i])
          .as("parameter %d of %d, %s", i, parameters.length, spec)
          .isCloseTo(slope, within(1e-6));
    }
  }

  /** Only the pair matrix differs from 0, so logits are ln q + A·r, by hand. */
  @Test
  void pairsMoveTheLevelsOfTheirColumnsAlone() {
    float[] parameters = MixedParameters.initial(SOME, 1);
    int first = SOME.layerParameters();
    assertThat(parameters).hasSize(first + 5 * 5); // 3 levels of group 2, and 2 of group 5
    for (int i = first; i < parameters.length; i++) {
      parameters[i] = 0.01f * (i - first) - 0.1f;
    }
    float[] noised = SmallCase.normals(SOME.dimension(), 3);
    double sigma = 0.8;
    double[] found =
        new MixedReference(SOME, parameters, noised, new double[] {sigma}, new float[SOME.cells()])
            .denoised();
    int[] starts = {SOME.layout().channelOffset(2), SOME.layout().channelOffset(5)};
    double[] left = posterior(noised, starts[0], new double[] {0.25, 0.7, 0.05}, sigma);
    double[] right = posterior(noised, starts[1], new double[] {0.99, 0.01}, sigma);
    double[] prior = {0.25, 0.7, 0.05, 0.99, 0.01};
    double[] own = {left[0], left[1], left[2], right[0], right[1]};
    double[] weights = own.clone();
    for (int k = 0; k < 5; k++) {
      double sum = 0;
      for (int j = 0; j < 5; j++) {
        double evidence = Math.max(-10, Math.min(10, Math.log(own[j] / prior[j])));
        sum += parameters[first + 5 * k + j] * evidence;
      }
      weights[k] *= Math.exp(sum);
    }
    double ofLeft = weights[0] + weights[1] + weights[2];
    double ofRight = weights[3] + weights[4];
    for (int k = 0; k < 3; k++) {
      assertThat(found[starts[0] + k]).isCloseTo(weights[k] / ofLeft, within(1e-9));
    }
    assertThat(found[starts[1]]).isCloseTo(weights[3] / ofRight, within(1e-9));
    int other = SOME.layout().channelOffset(4);
    double[] alone = posterior(noised, other, new double[] {0.5, 0.1, 0.1, 1e-8, 0.3}, sigma);
    for (int k = 0; k < 5; k++) {
      assertThat(found[other + k]).isCloseTo(alone[k], within(1e-9));
    }
  }

  /** Returns πₖ·exp(yₖ/σ²), normalised: what a category's channels say by themselves. */
  private static double[] posterior(float[] noised, int from, double[] shares, double sigma) {
    double[] posterior = shares.clone();
    double sum = 0;
    for (int k = 0; k < shares.length; k++) {
      posterior[k] *= Math.exp(noised[from + k] / (sigma * sigma));
      sum += posterior[k];
    }
    for (int k = 0; k < shares.length; k++) {
      posterior[k] /= sum;
    }
    return posterior;
  }

  private static double loss(
      MixedSpec spec, float[] parameters, MixedBatch batch, double[] gradient) {
    return new MixedReference(spec, parameters, batch.noised, batch.sigma, batch.given)
        .lossAndGradient(batch, gradient);
  }

  private static void put(float[] target, float... values) {
    System.arraycopy(values, 0, target, 0, values.length);
  }
}
