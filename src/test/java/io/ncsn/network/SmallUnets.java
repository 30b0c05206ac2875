package io.ncsn.network;

import io.ncsn.network.NetworkSettings.Activation;
import io.ncsn.network.NetworkSettings.Embedding;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.Kind;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Small networks of convolutions, with parameters and rows. */
final class SmallUnets {
  /** Number of inputs beside the pixels. */
  static final int TOLD = 5;

  private SmallUnets() {}

  /**
   * Sizes that are prime or odd, so that images are padded; one to five channels; with attention at
   * the last level, at the first, at both.
   */
  static List<Unet> nets() {
    return List.of(
        new Unet(8, 8, 1, 1, List.of(16, 32), List.of(1, 2), true),
        new Unet(13, 7, 1, 2, List.of(32, 16), List.of(1, 1), false),
        new Unet(5, 11, 3, 2, List.of(16, 48), List.of(1, 3), true),
        new Unet(17, 3, 2, 3, List.of(48, 32), List.of(1, 2), false),
        new Unet(7, 9, 5, 1, List.of(16, 32), List.of(1, 2), true),
        new Unet(3, 11, 2, 1, List.of(32, 16), List.of(3, 2), attention(true, true)),
        new Unet(11, 5, 1, 2, List.of(16, 48), List.of(2, 3), attention(true, false)));
  }

  static AttentionLevels attention(Boolean... flags) {
    return new AttentionLevels(List.of(flags));
  }

  static NetworkSpec spec(Unet net) {
    return spec(net, net.pixels());
  }

  static NetworkSpec spec(Unet net, int dimension) {
    return spec(net, dimension, Kind.SCORE);
  }

  static NetworkSpec spec(Unet net, int dimension, Kind kind) {
    return new NetworkSpec(
        dimension, net, Form.EDM, kind, Activation.SILU, Embedding.FOURIER, List.of(0.3, 1.7));
  }

  static float[] scores(NetworkSpec spec, float[] parameters, KernelPlan plan, float[] rows) {
    try (ScoreNetwork network = spec.trained(parameters, plan, Precision.FLOAT32)) {
      float[] scores = new float[rows.length];
      network.score(rows, rows.length / spec.dimension(), 1, scores);
      return scores;
    }
  }

  static float[] output(
      Unet net, float[] parameters, float[] input, int inputs, int outputs, boolean libtorchs) {
    try (TorchBuffers memory = new TorchBuffers();
        PointerScope scope = new PointerScope()) {
      Tensor flat = memory.empty(parameters.length);
      memory.memory(flat).put(parameters);
      TrunkSpec spec = new TrunkSpec(inputs, outputs, Activation.SILU);
      UnetTrunk trunk = new UnetTrunk(net, spec, flat, libtorchs, memory);
      int rows = input.length / inputs;
      float[] output = new float[rows * outputs];
      TorchGraph.read(trunk.output(TorchGraph.matrix(input, rows, inputs)), output);
      return output;
    }
  }

  static float[] normals(int length, int key) {
    float[] values = new float[length];
    Streams.fillNormal(Streams.of(20_160_429, Purpose.EVALUATION, key), values, length);
    return values;
  }
}
