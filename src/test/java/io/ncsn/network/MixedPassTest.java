package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.channels.ChannelLayout;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The written-out pass against the reference in double precision, at odd shapes. */
class MixedPassTest {
  @BeforeAll
  static void load() {
    Natives.loadTorch();
  }

  @Test
  void lossGradientAndDenoisedRowsAreThoseOfTheReference() {
    for (int trial = 0; trial < 40; trial++) {
      UniformRandomProvider random = MixedCase.random(200 + trial);
      ChannelLayout layout = trial == 0 ? MixedCase.EVERY_KIND : MixedCase.layout(random);
      List<Integer> hidden =
          trial % 4 == 0
              ? List.of(1 + random.nextInt(70))
              : List.of(1 + OddSizes.any(random) % 131, 1 + random.nextInt(70));
      MixedSpec spec = new MixedSpec(layout, hidden, trial % 2 == 0, trial % 3 > 0);
      agrees(spec, 1 + random.nextInt(150), trial);
    }
  }

  @Test
  void soTheyAreWhereSomeColumnsArePairedAlone() {
    for (int trial = 0; trial < 20; trial++) {
      UniformRandomProvider random = MixedCase.random(300 + trial);
      List<Integer> hidden = List.of(1 + random.nextInt(70));
      MixedSpec spec = MixedCase.partlyPaired(hidden, trial % 2 == 0, random);
      agrees(spec, 1 + random.nextInt(150), trial);
    }
  }

  private static void agrees(MixedSpec spec, int rows, int trial) {
    MixedBatch batch = MixedCase.batch(spec, rows, trial);
    float[] parameters = MixedCase.parameters(spec, trial);
    MixedReference reference =
        new MixedReference(spec, parameters, batch.noised, batch.sigma, batch.given);
    double[] exact = new double[spec.parameters()];
    double loss = reference.lossAndGradient(batch, exact);
    float[] gradient = new float[exact.length];
    float[] denoised = new float[batch.noised.length];
    try (TorchBuffers buffers = new TorchBuffers()) {
      Tensor flat = buffers.empty(parameters.length);
      buffers.memory(flat).put(parameters);
      Tensor found = buffers.empty(parameters.length);
      try (MixedPass pass =
          new MixedPass(spec, MixedTensors.of(spec, flat, buffers), rows, Precision.FLOAT32)) {
        assertThat(pass.lossAndGradient(batch, MixedTensors.of(spec, found, buffers)))
            .as("loss, trial %d, %s", trial, spec)
            .isCloseTo(loss, within(1e-5 * Math.abs(loss) + 1e-7));
        pass.denoise(batch.noised, batch.sigma, batch.given, denoised);
      }
      TorchGraph.read(found, gradient);
    }
    assertThat(SmallCase.error(gradient, exact))
        .as("gradient, trial %d, %s", trial, spec)
        .isLessThan(3e-5);
    assertThat(SmallCase.error(denoised, reference.denoised()))
        .as("denoised rows, trial %d, %s", trial, spec)
        .isLessThan(3e-5);
  }
}
