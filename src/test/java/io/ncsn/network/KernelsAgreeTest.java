package io.ncsn.network;

import static io.ncsn.network.KernelCases.SEED;
import static io.ncsn.network.KernelCases.distance;
import static io.ncsn.network.KernelCases.minibatch;
import static io.ncsn.network.KernelCases.norm;
import static io.ncsn.network.KernelCases.randomModel;
import static io.ncsn.network.KernelCases.scoreNetworks;
import static io.ncsn.network.KernelCases.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.network.NetworkSettings.Activation;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSettings.Kind;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The two kernels against each other. */
class KernelsAgreeTest {
  @ParameterizedTest
  @MethodSource("io.ncsn.network.KernelCases#scoreNetworks")
  void kernelsAgreeOnLossAndGradientToFloatPrecision(NetworkSpec spec) {
    Minibatch batch = minibatch(spec, 32, 0);
    ScoreModel torchModel = randomModel(spec);
    ScoreModel dl4jModel = randomModel(spec);
    try (Kernel torch = Kernels.open(KernelChoice.LIBTORCH, torchModel);
        Kernel dl4j = Kernels.open(KernelChoice.DL4J, dl4jModel)) {
      double loss = dl4j.lossAndGradient(batch);
      assertThat(torch.lossAndGradient(batch)).isCloseTo(loss, within(1e-5 * loss));
      float[] expected = FlatVectors.copy(dl4jModel.gradient());
      float[] found = FlatVectors.copy(torchModel.gradient());
      assertThat(distance(found, expected)).isLessThan(1e-5 * norm(expected));
    }
  }

  @ParameterizedTest
  @CsvSource({"0.01, MLP", "1e9, MLP", "1e9, RESIDUAL"})
  void kernelsAgreeAfterManyAdamSteps(double clip, Blocks blocks) {
    NetworkSpec spec = spec(Kind.SCORE, blocks, Activation.SILU);
    ScoreModel torchModel = randomModel(spec);
    ScoreModel dl4jModel = randomModel(spec);
    float[] start = torchModel.parameters();
    try (Kernel torch = Kernels.open(KernelChoice.LIBTORCH, torchModel);
        Kernel dl4j = Kernels.open(KernelChoice.DL4J, dl4jModel)) {
      for (int step = 0; step < 20; step++) {
        Minibatch batch = minibatch(spec, 16, step);
        for (Kernel kernel : List.of(torch, dl4j)) {
          kernel.lossAndGradient(batch);
          kernel.adamStep(1e-3 * (1 + step % 3), clip, step);
        }
      }
    }
    float[] moved = dl4jModel.parameters();
    assertThat(distance(torchModel.parameters(), moved)).isLessThan(2e-3 * distance(start, moved));
    assertThat(distance(torchModel.updaterState(), dl4jModel.updaterState()))
        .isLessThan(1e-4 * norm(dl4jModel.updaterState()));
  }

  /** Outputs and their gradients by the input: all that sampling needs, energies included. */
  @ParameterizedTest
  @MethodSource("networks")
  void kernelsAgreeOnOutputsAndTheirGradients(NetworkSpec spec) {
    float[] input = minibatch(spec, 16, 0).input;
    float[] v = new float[16 * spec.outputs()];
    Streams.fillNormal(Streams.of(SEED, Purpose.EVALUATION), v, v.length);
    float[][] outputs = new float[2][v.length];
    float[][] gradients = new float[2][input.length];
    KernelChoice[] choices = {KernelChoice.LIBTORCH, KernelChoice.DL4J};
    for (int i = 0; i < 2; i++) {
      try (Kernel kernel = Kernels.open(choices[i], randomModel(spec))) {
        kernel.forward(input, 16, outputs[i]);
        kernel.backward(v, 16, gradients[i]);
      }
    }
    assertThat(distance(outputs[0], outputs[1])).isLessThan(1e-5 * norm(outputs[1]));
    assertThat(distance(gradients[0], gradients[1])).isLessThan(1e-5 * norm(gradients[1]));
  }

  static Stream<NetworkSpec> networks() {
    Stream<NetworkSpec> energies =
        Stream.of(Activation.values())
            .filter(activation -> activation.continuousDerivatives() > 0)
            .flatMap(
                activation ->
                    Stream.of(Blocks.values())
                        .map(blocks -> spec(Kind.ENERGY, blocks, activation)));
    return Stream.concat(scoreNetworks(), energies);
  }
}
