package io.ncsn.network;

import static io.ncsn.network.SmallUnets.attention;
import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.network.NetworkSettings.Activation;
import io.ncsn.testing.Needs;
import io.ncsn.testing.Tool;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The U-Net against others' arithmetic: the same parameters and input, the same output. */
class UnetPeersTest {
  private static final Path PROGRAM = Path.of("src/test/resources/io/ncsn/network/unet_case.py");
  private static final String NETWORK = "src/bench/python";
  private static final int ROWS = 3;
  private static final int TOLD = 5;
  private static final int BEYOND = 7;

  @TempDir private Path folder;

  @BeforeAll
  static void loadLibtorch() {
    Natives.loadTorch();
  }

  /** Odd sizes, one to three levels, grey and colours. */
  static List<Unet> nets() {
    return List.of(
        new Unet(13, 7, 1, 2, List.of(32, 48), List.of(2, 3), true),
        new Unet(11, 9, 3, 1, List.of(16, 32, 48), List.of(1, 2, 2), true),
        new Unet(7, 5, 2, 1, List.of(32), List.of(3), false),
        new Unet(11, 7, 1, 1, List.of(16, 32), List.of(3, 2), attention(true, true)),
        new Unet(13, 5, 3, 1, List.of(32, 16, 48), List.of(2, 3, 2), attention(true, true, false)));
  }

  /** The network in PyTorch is also the one that the benchmark runs beside ours. */
  @ParameterizedTest
  @MethodSource("nets")
  @Needs(value = Tool.PYTORCH, toTest = "the U-Net against PyTorch")
  void pytorchComputesTheSameOutputAndGradient(Unet net) throws Exception {
    int inputs = net.pixels() + TOLD;
    int outputs = net.pixels() + BEYOND;
    float[] parameters = UnetCase.parameters(net, inputs, outputs);
    float[] input = SmallCase.normals(ROWS * inputs, 1);
    float[] v = SmallCase.normals(ROWS * outputs, 2);
    write("parameters", parameters);
    write("input", input);
    write("v", v);
    Path sizes = Files.writeString(folder.resolve("case.json"), sizes(net));

    ProcessBuilder python =
        new ProcessBuilder(
                "/usr/bin/python3", "-B", PROGRAM.toString(), sizes.toString(), folder.toString())
            .inheritIO();
    python.environment().put("PYTHONPATH", NETWORK);
    assertThat(python.start().waitFor()).isZero();

    try (TorchBuffers memory = new TorchBuffers();
        PointerScope scope = new PointerScope()) {
      Tensor flat = memory.empty(parameters.length);
      memory.memory(flat).put(parameters);
      Tensor gradient = memory.empty(parameters.length);
      UnetTrunk trunk =
          new UnetTrunk(net, new TrunkSpec(inputs, outputs, Activation.SILU), flat, true, memory);
      Tensor found = trunk.output(TorchGraph.matrix(input, ROWS, inputs));
      TorchGraph.backward(
          found.mul(TorchGraph.matrix(v, ROWS, outputs)).sum(),
          trunk.variables(),
          net.views(inputs, outputs, gradient, memory));
      assertThat(SmallCase.error(values(found), read("output"))).isLessThan(1e-4);
      assertThat(SmallCase.error(values(gradient), read("gradient"))).isLessThan(1e-3);
    }
  }

  /** In double precision, so what differs is our rounding. DL4J's graph has the image alone. */
  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void dl4jsGraphComputesTheSameImages(int which) {
    Unet net = nets().get(which);
    int inputs = net.pixels() + TOLD;
    float[] parameters = UnetCase.parameters(net, inputs, net.pixels());
    float[] input = SmallCase.normals(ROWS * inputs, 1);
    double[][] rows = new double[ROWS][inputs];
    for (int i = 0; i < input.length; i++) {
      rows[i / inputs][i % inputs] = input[i];
    }
    double[] exact = GraphUnet.output(net, parameters, rows);
    try (TorchBuffers memory = new TorchBuffers();
        PointerScope scope = new PointerScope()) {
      Tensor flat = memory.empty(parameters.length);
      memory.memory(flat).put(parameters);
      TrunkSpec spec = new TrunkSpec(inputs, net.pixels(), Activation.SILU);
      Tensor found =
          new UnetTrunk(net, spec, flat, true, memory)
              .output(TorchGraph.matrix(input, ROWS, inputs));
      assertThat(SmallCase.error(values(found), exact)).isLessThan(1e-4);
    }
  }

  private static String sizes(Unet net) {
    return """
        {"width": %d, "height": %d, "channels": %d, "patch": %d, "hidden": %s, "blocks": %s, "attention": %s, "beyond": %d, "rows": %d}
        """
        .formatted(
            net.width(),
            net.height(),
            net.channels(),
            net.patch(),
            net.hidden(),
            net.repeats(),
            net.attentions(),
            BEYOND,
            ROWS);
  }

  private static float[] values(Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.numel())];
    TorchGraph.read(tensor, values);
    return values;
  }

  private void write(String name, float[] values) throws Exception {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(values);
    Files.write(folder.resolve(name), bytes.array());
  }

  private double[] read(String name) throws Exception {
    var floats =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name)))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    double[] values = new double[floats.remaining()];
    for (int i = 0; i < values.length; i++) {
      values[i] = floats.get(i);
    }
    return values;
  }
}
