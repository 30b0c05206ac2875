package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.channels.ChannelLayout;
import io.ncsn.network.NetworkSettings.KernelChoice;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Autograd's loss and gradient against the reference in double precision. */
class MixedGraphTest {
  @BeforeAll
  static void load() {
    Natives.loadTorch();
  }

  @Test
  void lossAndGradientAreThoseOfTheReference() {
    for (int trial = 0; trial < 20; trial++) {
      UniformRandomProvider random = MixedCase.random(100 + trial);
      ChannelLayout layout = trial == 0 ? MixedCase.EVERY_KIND : MixedCase.layout(random);
      MixedSpec spec =
          new MixedSpec(
              layout, List.of(OddSizes.any(random) % 67 + 1, 13), trial % 2 == 0, trial % 3 > 0);
      agrees(spec, 1 + random.nextInt(37), trial);
    }
  }

  @Test
  void soTheyAreWhereSomeColumnsArePairedAlone() {
    for (int trial = 0; trial < 10; trial++) {
      UniformRandomProvider random = MixedCase.random(400 + trial);
      agrees(
          MixedCase.partlyPaired(List.of(13), trial % 2 == 0, random),
          1 + random.nextInt(37),
          trial);
    }
  }

  private static void agrees(MixedSpec spec, int rows, int trial) {
    MixedBatch batch = MixedCase.batch(spec, rows, trial);
    float[] parameters = MixedCase.parameters(spec, trial);
    double[] exact = new double[spec.parameters()];
    double loss =
        new MixedReference(spec, parameters, batch.noised, batch.sigma, batch.given)
            .lossAndGradient(batch, exact);
    float[] gradient = new float[exact.length];
    try (TorchBuffers buffers = new TorchBuffers();
        PointerScope scope = new PointerScope()) {
      Tensor flat = buffers.empty(parameters.length);
      buffers.memory(flat).put(parameters);
      Tensor found = buffers.empty(parameters.length);
      MixedGraph graph =
          new MixedGraph(
              spec,
              flat,
              found,
              KernelPlan.here(KernelChoice.LIBTORCH),
              Precision.FLOAT32,
              buffers);
      Tensor mean = graph.loss(batch);
      graph.backward(mean);
      TorchGraph.read(found, gradient);
      assertThat((double) mean.item_float())
          .as("trial %d, %s", trial, spec)
          .isCloseTo(loss, within(1e-5 * Math.abs(loss) + 1e-7));
    }
    assertThat(SmallCase.error(gradient, exact)).as("trial %d, %s", trial, spec).isLessThan(1e-4);
  }
}
