package io.ncsn.network;

import io.ncsn.network.NetworkSettings.Activation;
import io.ncsn.network.NetworkSettings.Embedding;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.Kind;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.Streams;
import java.util.List;
import java.util.stream.Stream;

/** Networks, minibatches and norms that tests of kernels share. */
final class KernelCases {
  static final long SEED = 11;
  static final NoiseSchedule SCHEDULE = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 20, 0.05, 9);

  private KernelCases() {}

  static Stream<NetworkSpec> scoreNetworks() {
    Stream<NetworkSpec> plain =
        Stream.of(
            new NetworkSpec(3, List.of(24, 17), Form.EDM),
            new NetworkSpec(3, List.of(24, 17), Form.NCSN),
            new NetworkSpec(16, List.of(24, 17), Form.EDM));
    Stream<NetworkSpec> others =
        Stream.of(Activation.values())
            .flatMap(
                activation ->
                    Stream.of(Blocks.values()).map(blocks -> spec(Kind.SCORE, blocks, activation)));
    return Stream.concat(plain, others);
  }

  /** Two columns, the noise level by Fourier features. */
  static NetworkSpec spec(Kind kind, Blocks blocks, Activation activation) {
    return new NetworkSpec(
        2,
        blocks.of(List.of(12, 9, 7)),
        Form.EDM,
        kind,
        activation,
        Embedding.FOURIER,
        List.of(0.3, -1.7));
  }

  static ScoreModel randomModel(NetworkSpec spec) {
    ScoreModel model = ScoreModel.of(spec);
    model.load(randomParameters(spec), new float[2 * spec.parameters()]);
    return model;
  }

  static float[] randomParameters(NetworkSpec spec) {
    float[] parameters = new float[spec.parameters()];
    Streams.fillNormal(Streams.of(SEED, Purpose.INITIALISATION, 99), parameters, parameters.length);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] *= 0.3f;
    }
    return parameters;
  }

  static Minibatch minibatch(NetworkSpec spec, int rows, int key) {
    DenoisingLoss objective = new DenoisingLoss(spec, SCHEDULE, sigma -> sigma * sigma);
    Minibatch batch = new Minibatch(rows, spec);
    float[] values = new float[rows * spec.dimension()];
    float[] noise = new float[values.length];
    var random = Streams.of(SEED, Purpose.TRAINING_NOISE, key);
    Streams.fillNormal(random, values, values.length);
    Streams.fillNormal(random, noise, noise.length);
    for (int i = 0; i < rows; i++) {
      objective.prepare(batch, i, values, i % SCHEDULE.size(), noise);
    }
    return batch;
  }

  static double norm(float[] a) {
    return distance(a, new float[a.length]);
  }

  static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.pow((double) a[i] - b[i], 2);
    }
    return Math.sqrt(sum);
  }
}
