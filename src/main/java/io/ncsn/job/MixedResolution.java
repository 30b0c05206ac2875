package io.ncsn.job;

import io.ncsn.channels.ChannelGroup;
import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.config.Choice;
import io.ncsn.config.ConfigException;
import io.ncsn.config.DataSettings;
import io.ncsn.config.ImageFormat;
import io.ncsn.config.NoiseSettings;
import io.ncsn.config.Reference;
import io.ncsn.data.codec.ColumnRanges;
import io.ncsn.network.Architecture;
import io.ncsn.network.MixedFit;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.ModelSpec;
import io.ncsn.network.MultiScale;
import io.ncsn.network.NetworkSettings;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.Objective;
import io.ncsn.network.PairedLevels;
import io.ncsn.network.Residual;
import io.ncsn.network.Unet;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.Settings;
import java.util.Arrays;
import java.util.List;

/**
 * Settles what {@code auto} means for a mixed table, whose numbers are N(0, 1) and whose categories
 * are one-hot codes.
 */
final class MixedResolution {
  /** The noise from which no code can be told from another. */
  private static final double SIGMA_BEGIN = 20;

  private static final int LEVELS = 40;

  /** The pair matrix has a parameter for each pair of its levels: at most 4 million. */
  private static final int MOST_PAIRED_LEVELS = 2048;

  /** Widths of the layers of the network of columns beside images. */
  private static final List<Integer> COLUMNS = List.of(256, 256);

  private MixedResolution() {}

  /** Returns the noise levels. */
  static NoiseSchedule levels(SettledSettings settled) {
    NoiseSettings noise = settled.get().settings().noise();
    double begin = noise.sigmaBegin().orElse(SIGMA_BEGIN);
    double end = noise.sigmaEnd().orElse(NoiseSettings.AUTOMATIC_SIGMA_END);
    int levels = noise.levels().orElse(LEVELS);
    settled.settleIfAuto("noise.sigma-begin", Double.toString(begin));
    settled.settleIfAuto("noise.sigma-end", Double.toString(end));
    settled.settleIfAuto("noise.levels", Integer.toString(levels));
    return NoiseSchedule.of(noise.schedule(), begin, end, levels);
  }

  /**
   * Returns the network for rows of {@code layout}. The columns with the fewest levels take part in
   * its pair matrix.
   *
   * @throws ConfigException where a setting is for tables of numbers alone
   */
  static MixedSpec spec(ChannelLayout layout, SettledSettings settled) {
    return spec(layout, settled, MOST_PAIRED_LEVELS);
  }

  /**
   * As the other one.
   *
   * @param mostPaired greatest number of levels of the columns that take part in the pair matrix
   */
  static MixedSpec spec(ChannelLayout layout, SettledSettings settled, int mostPaired) {
    Settings asked = settled.get().settings();
    NetworkSettings network = asked.network();
    Objective objective = asked.train().objective();
    if (!(objective instanceof MultiScale multiScale)) {
      throw notMixed(asked, Objective.KEY, objective.word(), "multi-scale");
    }
    if (network.architecture() instanceof Residual) {
      throw notMixed(asked, Architecture.KEY, network.architecture().word(), "mlp");
    }
    MixedFit.mistake(layout, network.architecture())
        .ifPresent(
            mistake -> {
              throw new ConfigException(mistake);
            });
    boolean energy = network.kind() == NetworkSettings.Kind.ENERGY;
    if (energy && !MixedFit.canBeEnergy(layout, network.architecture())) {
      throw notMixed(asked, "network.kind", Choice.name(network.kind()), "score");
    }
    network.architecture().settings().forEach(settled::settleIfAuto);
    settled.settleIfAuto("network.form", Choice.name(network.form()));
    settled.settleIfAuto("network.embedding", Choice.name(network.embedding()));
    List<Integer> pairs = PairedLevels.fewest(layout, mostPaired);
    long categories = PairedLevels.categories(layout).count();
    List<Integer> columns =
        network.architecture() instanceof Unet && hasColumns(layout) ? COLUMNS : List.of();
    boolean plain = !(network.architecture() instanceof Unet) || !columns.isEmpty();
    MixedSpec spec =
        new MixedSpec(
            layout,
            network.architecture(),
            multiScale.observed() > 0,
            plain && (!pairs.isEmpty() || categories == 0),
            plain && pairs.size() < categories ? pairs : List.of(),
            columns,
            energy);
    NetworkMemory.require(spec, Runtime.getRuntime().maxMemory());
    return spec;
  }

  /** Returns whether images have other columns beside them than a label. */
  private static boolean hasColumns(ChannelLayout layout) {
    List<ChannelGroup> groups = layout.groups();
    return groups.size() > 2 || (groups.size() == 2 && !(groups.get(1) instanceof Codes));
  }

  /**
   * Checks the kernel.
   *
   * @throws ConfigException if it is not libtorch
   */
  static void requireKernel(Settings asked, KernelChoice kernel) {
    if (kernel != KernelChoice.LIBTORCH) {
      throw notMixed(asked, "network.kernel", Choice.name(kernel), "libtorch");
    }
  }

  /**
   * Checks that nothing is set for a table of numbers that only mixed ones use.
   *
   * @throws ConfigException if {@code train.observed} is set
   */
  static void requireNothingObserved(EffectiveSettings settings) {
    DataSettings data = settings.settings().data();
    boolean isSet =
        (data.scale() == DataSettings.Scale.AUTO || data.mayHaveImageColumn())
            && settings.values().stream()
                .anyMatch(
                    value ->
                        value.key().equals("train.observed")
                            && !value.origin().startsWith(Reference.NAME));
    if (isSet && data.image().isPresent()) {
      throw new ConfigException(
          "Cannot train with train.observed: no column stands beside the images (data.image), so there are no cells to give; leave train.observed out, or set data.image.label or data.columns");
    }
    if (isSet) {
      throw new ConfigException(
          "Cannot train with train.observed: all columns are numbers, so data.scale = auto makes a model of numbers, which uses no given cells; leave train.observed out, or set data.scale = quantile");
    }
  }

  private static ConfigException notMixed(
      Settings asked, String key, String found, String allowed) {
    boolean images = asked.data().image().flatMap(ImageFormat::label).isPresent();
    if (!images && asked.data().image().isPresent()) {
      return new ConfigException(
          "Cannot train a model of images and other columns (data.image) with %s %s: need %s; set it, or leave the columns out by data.exclude for the images alone"
              .formatted(key, found, allowed));
    }
    String message =
        images
            ? "Cannot train a model of images with labels (data.image.label) with %s %s: need %s; set it, or leave data.image.label out for the images alone"
            : "Cannot train a model of a mixed table (data.scale = quantile) with %s %s: need %s; set it, or data.scale = column for the numbers alone";
    return new ConfigException(message.formatted(key, found, allowed));
  }

  /** Returns the ranges of the channels of rows of {@code layout}. */
  static ColumnRanges ranges(ChannelLayout layout) {
    int width = layout.channelWidth();
    float[] least = new float[width];
    float[] greatest = new float[width];
    float[] mean = new float[width];
    float[] variance = new float[width];
    Arrays.fill(least, Float.NEGATIVE_INFINITY);
    Arrays.fill(greatest, Float.POSITIVE_INFINITY);
    Arrays.fill(variance, 1);
    for (int group = 0; group < layout.columns(); group++) {
      if (layout.groups().get(group) instanceof Codes codes) {
        int from = layout.channelOffset(group);
        for (int k = 0; k < codes.levels(); k++) {
          float share = (float) codes.frequencies()[k];
          least[from + k] = 0;
          greatest[from + k] = 1;
          mean[from + k] = share;
          variance[from + k] = share * (1 - share);
        }
      }
    }
    return new ColumnRanges(least, greatest, mean, variance);
  }

  /** Refuses a job that is not yet made for mixed tables, or for images with labels. */
  static ConfigException notYet(ModelSpec network, String what) {
    String message =
        network instanceof MixedSpec mixed && mixed.hasColumns()
            ? "Cannot %s of a model of images and other columns: that is not made yet; leave the columns out by data.exclude"
            : network.hasImages()
                ? "Cannot %s of a model of images with labels: that is not made yet; train without data.image.label"
                : "Cannot %s of a model of a mixed table: that is not made yet for data.scale = quantile; train with data.scale = column for the numbers alone";
    return new ConfigException(message.formatted(what));
  }
}
