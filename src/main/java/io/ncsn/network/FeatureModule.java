package io.ncsn.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.StringIValueMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A TorchScript module that gives features of images, such as the Inception network of StyleGAN's
 * authors. It sees bytes from 0 to 255, [images, 3, height, width], at the images' own size, and
 * gives numbers, [images, features]. If its forward pass has an argument {@code return_features},
 * that is true. TorchScript is code, which can read and write files.
 */
public final class FeatureModule {
  /** Numbers of a pixel that a module sees. */
  public static final int CHANNELS = 3;

  /** The time of a Fréchet distance grows with the cube of the number of features. */
  private static final int MOST_FEATURES = 4096;

  private static final String ASKED = "return_features";
  private static final String FAILURE = "RuntimeError: ";

  private final JitModule module;
  private final boolean asked;

  private FeatureModule(JitModule module, boolean asked) {
    this.module = module;
    this.asked = asked;
  }

  /** Says why a file is no such module, in words that follow its name. */
  public static final class UnusableModule extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableModule(String why) {
      super(why);
    }
  }

  /**
   * Loads a module and tries it on two black images.
   *
   * @param file the whole file
   * @param height the images' height in pixels
   * @param width the images' width in pixels
   * @throws UnusableModule if it is no TorchScript, or gives no features of such images
   * @throws IOException if no temporary file can be written, of which libtorch reads it
   */
  public static FeatureModule load(byte[] file, int height, int width)
      throws UnusableModule, IOException {
    Natives.loadTorch();
    JitModule module = read(file);
    module.eval();
    byte[] black = new byte[2 * CHANNELS * height * width];
    FeatureModule asking = new FeatureModule(module, true);
    try {
      asking.features(black, height, width);
      return asking;
    } catch (UnusableModule e) {
      if (!e.getMessage().contains("'" + ASKED + "'")) {
        throw e;
      }
    }
    FeatureModule plain = new FeatureModule(module, false);
    plain.features(black, height, width);
    return plain;
  }

  private static JitModule read(byte[] file) throws UnusableModule, IOException {
    Path copy = Files.createTempFile("ncsn-features", ".pt");
    try {
      Files.write(copy, file);
      return torch.load(copy.toString());
    } catch (RuntimeException e) {
      throw new UnusableModule("is no TorchScript that libtorch can load: " + firstLine(e));
    } finally {
      Files.delete(copy);
    }
  }

  /**
   * Returns the features of images, [images][features]. The same images give the same bits.
   *
   * @param images [images, 3, height, width]
   * @throws UnusableModule if the module fails or gives something else
   */
  public float[][] features(byte[] images, int height, int width) throws UnusableModule {
    Natives.loadTorch();
    int rows = images.length / (CHANNELS * height * width);
    torch.setGraphExecutorOptimize(false); // an optimised graph may give other bits later
    try (PointerScope scope = new PointerScope();
        NoGradGuard values = new NoGradGuard();
        BytePointer pixels = new BytePointer(images)) {
      Tensor input =
          torch.from_blob(
              pixels, new long[] {rows, CHANNELS, height, width}, torch.dtype(ScalarType.Byte));
      return features(forward(input), rows);
    }
  }

  private IValue forward(Tensor input) throws UnusableModule {
    StringIValueMap arguments = new StringIValueMap();
    if (asked) {
      arguments.put(new BytePointer(ASKED), new IValue(true));
    }
    try {
      return module.forward(new IValueVector(new IValue(input)), arguments);
    } catch (RuntimeException e) {
      throw new UnusableModule(
          "cannot take bytes of images, [images, 3, height, width]: " + firstLine(e));
    }
  }

  private static float[][] features(IValue found, int rows) throws UnusableModule {
    if (!found.isTensor()) {
      throw new UnusableModule(
          "gives a %s, need one tensor, [images, features]"
              .formatted(found.tagKind().getString().toLowerCase(Locale.ROOT)));
    }
    Tensor tensor = found.toTensor();
    if (tensor.dim() != 2 || tensor.size(0) != rows || tensor.size(1) < 1) {
      throw new UnusableModule(
          "gives a tensor of %s for %d images, need [images, features]"
              .formatted(Arrays.toString(sizes(tensor)), rows));
    }
    int count = (int) Math.min(Integer.MAX_VALUE, tensor.size(1));
    if (count > MOST_FEATURES) {
      throw new UnusableModule(
          "gives %d features, need at most %d".formatted(count, MOST_FEATURES));
    }
    float[] all = new float[rows * count];
    TorchGraph.read(tensor.to(ScalarType.Float), all);
    float[][] features = new float[rows][];
    for (int i = 0; i < rows; i++) {
      features[i] = Arrays.copyOfRange(all, i * count, (i + 1) * count);
      for (float value : features[i]) {
        if (!Float.isFinite(value)) {
          throw new UnusableModule("gives a feature that is " + value + ", need finite ones");
        }
      }
    }
    return features;
  }

  private static long[] sizes(Tensor tensor) {
    long[] sizes = new long[(int) tensor.dim()];
    Arrays.setAll(sizes, tensor::size);
    return sizes;
  }

  /** Returns the first sentence of a message of libtorch, or that of the failure it traces. */
  private static String firstLine(RuntimeException e) {
    String[] lines = String.valueOf(e.getMessage()).strip().split("\n", -1);
    String first = lines[0].split("\\. ", 2)[0];
    return Arrays.stream(lines)
        .filter(line -> line.startsWith(FAILURE))
        .findFirst()
        .map(line -> line.substring(FAILURE.length()))
        .orElse(first);
  }
}
