package io.ncsn.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.ncsn.config.Values;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.pytorch.Tensor;

/**
 * A U-Net of convolutions (Ronneberger et al. 2015), which begins by turning small squares of
 * pixels into channels. The first numbers of a row are an image, row-major [height, width,
 * channels]; the others, such as the embedding of the noise level, modulate every block.
 *
 * @param width width of the images
 * @param height height of the images
 * @param channels channels of the images
 * @param patch width of the squares
 * @param hidden channels of the levels, each of half the height and width of the one before
 * @param repeats number of blocks of each level; all but the last have them twice, on the way down
 *     and up
 * @param attention the levels that have attention between their blocks
 * @param reads whether the numbers of the output beyond the image come from layers of their own,
 *     which read the last level and the numbers of the input beyond the image; or else straight
 *     from the last level's means
 */
public record Unet(
    int width,
    int height,
    int channels,
    int patch,
    List<Integer> hidden,
    List<Integer> repeats,
    AttentionLevels attention,
    @JsonIgnore boolean reads)
    implements Architecture {
  /** Width of the embedding that modulates the blocks. */
  static final int EMBEDDING = 128;

  /** The number of channels of a group of a normalisation. */
  static final int GROUP = 16;

  private static final int MOST_PIXELS = 128;
  private static final int MOST_ROWS = 64;

  public Unet {
    hidden = List.copyOf(hidden);
    repeats = List.copyOf(repeats);
  }

  /** Makes a network whose numbers beyond the image come straight from the last level's means. */
  @JsonCreator
  public Unet(
      @JsonProperty("width") int width,
      @JsonProperty("height") int height,
      @JsonProperty("channels") int channels,
      @JsonProperty("patch") int patch,
      @JsonProperty("hidden") List<Integer> hidden,
      @JsonProperty("repeats") List<Integer> repeats,
      @JsonProperty("attention") AttentionLevels attention) {
    this(width, height, channels, patch, hidden, repeats, attention, false);
  }

  /** Makes a network with attention at the last level alone, or at none. */
  public Unet(
      int width,
      int height,
      int channels,
      int patch,
      List<Integer> hidden,
      List<Integer> repeats,
      boolean attention) {
    this(width, height, channels, patch, hidden, repeats, AttentionLevels.ofLast(attention));
  }

  /** Returns for each level whether it has attention between its blocks. */
  public List<Boolean> attentions() {
    int levels = hidden.size();
    return IntStream.range(0, levels).mapToObj(level -> attention.at(level, levels)).toList();
  }

  /** Returns the same network with layers for the numbers beyond the image. */
  Unet reading() {
    return new Unet(width, height, channels, patch, hidden, repeats, attention, true);
  }

  /** Reads its settings. */
  public static Unet read(Values values) {
    return UnetSettings.read(values);
  }

  /** Returns the numbers of an image. */
  int pixels() {
    return width * height * channels;
  }

  /** Returns the channels after {@link ImageOps#toDepth}. */
  int depth() {
    return patch * patch * channels;
  }

  /** Returns {@code size} rounded up to a multiple of what all levels need. */
  int padded(int size) {
    int multiple = patch << (hidden.size() - 1);
    return (size + multiple - 1) / multiple * multiple;
  }

  @Override
  public Optional<String> mistake() {
    if (patch < 1 || channels < 1 || repeats.stream().anyMatch(blocks -> blocks < 1)) {
      return Optional.of(
          "network.architecture is unet with patches of %d, %d channels and blocks %s, but all must be at least 1; mend network.unet"
              .formatted(patch, channels, repeats));
    }
    if (hidden.isEmpty() || hidden.stream().anyMatch(level -> level < GROUP)) {
      return Optional.of(
          "network.unet.channels is %s, but each level needs at least %d; set multiples of %2$d, such as [32, 64]"
              .formatted(hidden, GROUP));
    }
    if (width <= 0 || height <= 0) {
      return Optional.of(
          "network.architecture is unet, which needs the size of the images, but data.image.width and data.image.height are not set; set both, or network.architecture = mlp");
    }
    if (width > MOST_PIXELS || height > MOST_PIXELS) {
      return Optional.of(
          "data.image is %d wide and %d high, but network.architecture unet takes images of at most %d by %3$d; make the images smaller"
              .formatted(width, height, MOST_PIXELS));
    }
    if (hidden.size() != repeats.size()) {
      return Optional.of(
          "network.unet.channels is %s and network.unet.blocks is %s, but each level needs one number in both; make them equally long"
              .formatted(hidden, repeats));
    }
    if (hidden.stream().anyMatch(level -> level % GROUP != 0)) {
      return Optional.of(
          "network.unet.channels is %s, but its normalisations have groups of %d channels; set multiples of %2$d, such as [32, 64]"
              .formatted(hidden, GROUP));
    }
    return attention.mistake(this);
  }

  @Override
  public Optional<String> warning() {
    return mistake().isEmpty() ? attention.warning(this) : Optional.empty();
  }

  @Override
  public Optional<String> mistake(int dimension) {
    Optional<String> own = mistake();
    if (own.isPresent() || dimension == pixels()) {
      return own;
    }
    return Optional.of(
        "data.image is %d wide and %d high with %d channels, which makes %d numbers, but the table's rows have %d; set data.image to the size of the images, or leave other columns out by data.columns"
            .formatted(width, height, channels, pixels(), dimension));
  }

  @Override
  public long leastParameters() {
    return parameters(pixels() + 1, pixels());
  }

  private UnetParameters counted(int inputs, int outputs) {
    return UnetParameters.of(this, inputs, outputs);
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        UnetSettings.PATCH, Integer.toString(patch),
        UnetSettings.HIDDEN, text(hidden),
        UnetSettings.REPEATS, text(repeats));
  }

  /** Returns a list as settings show it. */
  private static String text(List<Integer> list) {
    return list.toString().replace(" ", "");
  }

  @Override
  public NetworkSettings.Embedding embedding() {
    return NetworkSettings.Embedding.FOURIER;
  }

  @Override
  public long parameters(int inputs, int outputs) {
    return counted(inputs, outputs).length();
  }

  @Override
  public double forwardFlops(int inputs, int outputs) {
    return 2 * counted(inputs, outputs).products();
  }

  @Override
  public float[] initial(int inputs, int outputs, long seed) {
    UnetParameters counted = counted(inputs, outputs);
    float[] parameters = new float[Math.toIntExact(counted.length())];
    int at = 0;
    for (int i = 0; i < counted.all().size(); i++) {
      UnetParameters.Parameter parameter = counted.all().get(i);
      UniformRandomProvider random = Streams.of(seed, Purpose.INITIALISATION, i);
      int end = at + parameter.length();
      float bound = (float) (1 / Math.sqrt(Math.max(1, parameter.fanIn())));
      switch (parameter.start()) {
        case ZERO -> at = end;
        case ONE -> Arrays.fill(parameters, at, end, 1);
        case UNIFORM -> {
          for (; at < end; at++) {
            parameters[at] = bound * (2 * random.nextFloat() - 1);
          }
        }
      }
      at = end;
    }
    return parameters;
  }

  @Override
  public List<Tensor> views(int inputs, int outputs, Tensor flat, TorchBuffers buffers) {
    return counted(inputs, outputs).views(flat, buffers);
  }

  @Override
  public Trunk trunk(TrunkSpec spec, Tensor flat, KernelPlan plan, TorchBuffers buffers) {
    boolean libtorchs = checks(spec).stream().allMatch(plan::uses);
    return new UnetTrunk(this, spec, flat, libtorchs, buffers);
  }

  @Override
  public int rowsAtOnce() {
    return MOST_ROWS;
  }

  @Override
  public List<SelfCheck> checks(TrunkSpec spec) {
    ConvolutionCheck once =
        new ConvolutionCheck(this, spec.inputs(), spec.outputs(), Precision.FLOAT32);
    return spec.twice()
        ? List.of(once, new ConvolutionsTwiceCheck(this, spec.inputs(), spec.outputs()))
        : List.of(once);
  }

  @Override
  public Optional<SelfCheck> bfloat16Check(int inputs, int outputs) {
    return Optional.of(new ConvolutionCheck(this, inputs, outputs, Precision.BFLOAT16));
  }

  @Override
  public List<FastPath> bfloat16Paths() {
    return List.of(FastPath.BFLOAT16_CONVOLUTION);
  }

  /** Names networks without further layers as before there were any: hashes depend on it. */
  @Override
  public String toString() {
    return "Unet[width=%d, height=%d, channels=%d, patch=%d, hidden=%s, repeats=%s, attention=%s%s]"
        .formatted(
            width,
            height,
            channels,
            patch,
            hidden,
            repeats,
            attention,
            reads ? ", reads=true" : "");
  }

  @Override
  public String shape(int inputs, int outputs) {
    return "%d×%d×%d, patches of %d, channels %s, blocks %s%s, %d to %d"
        .formatted(
            width, height, channels, patch, hidden, repeats, attention.shape(), inputs, outputs);
  }
}
