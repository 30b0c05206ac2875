package io.ncsn.sample;

import io.ncsn.channels.MarginalCalibration;
import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.config.Choice;
import io.ncsn.data.codec.GivenRow;
import io.ncsn.data.codec.RowWriter;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.Kernels;
import io.ncsn.network.Precision;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.broadcast.Broadcast;

/**
 * All that samples follow from. Equal recipes give equal rows, whatever the cluster.
 *
 * @param kernel what computes the network
 * @param given cells that all rows are given; null: none
 */
record SampleRecipe(
    Checkpoint checkpoint,
    SampleSettings settings,
    KernelPlan kernel,
    ModelChains chains,
    GivenRow given) {
  /**
   * Settles what {@code settings} leave open for a model.
   *
   * @throws io.ncsn.config.ConfigException where a setting does not fit the model
   */
  static SampleRecipe of(Checkpoint checkpoint, SampleSettings settings, KernelPlan kernel) {
    ModelDescription model = checkpoint.model();
    Kernels.requirePrecision(model.network(), settings.precision());
    ModelChains chains = ModelChains.of(model, settings);
    OwnColumns.requireRoom(
        OwnColumns.ids(model.codec().columns()), settings.count(), "sample.count");
    GivenRow given =
        Conditions.of(model.codec(), model.network(), settings, chains.plan().method());
    return new SampleRecipe(checkpoint, settings, kernel, chains, given);
  }

  /** Returns all rows in blocks. */
  ChainBlocks blocks() {
    return ChainBlocks.of(checkpoint.model().network(), settings.count());
  }

  /** Returns what tells these rows from others, by which an interrupted job knows its own. */
  SortedMap<String, String> identity() {
    SortedMap<String, String> identity = new TreeMap<>(chains.plan().settings());
    identity.put("model", ModelFingerprint.of(checkpoint));
    identity.put("sample.count", Long.toString(settings.count()));
    if (!blocks().usual()) {
      identity.put("rows-of-a-block", Integer.toString(blocks().chains()));
    }
    identity.put("sample.seed", Long.toString(settings.seed()));
    checkpoint
        .model()
        .besideImages()
        .map(columns -> ModelChains.of(columns, settings).plan().settings())
        .ifPresent(columns -> identity.put("columns", columns.toString()));
    if (given != null) {
      identity.put(SampleSettings.WHERE, Conditions.text(settings.where()));
    }
    Conditions.identifyGuidance(settings, identity);
    identity.put("sample.interpolate", settings.interpolate().toString());
    identity.put("sample.clip-denoised", Boolean.toString(settings.clipDenoised()));
    identity.put("sample.precision", Choice.name(settings.precision()));
    identity.put("network.kernel", Choice.name(kernel.kernel()));
    return identity;
  }

  /** Returns what draws the blocks, with the parameters that samples are drawn by. */
  BlockSampler sampler(Broadcast<float[]> parameters) {
    ModelDescription model = checkpoint.model();
    return new BlockSampler(
        model.network(),
        chains,
        kernel,
        settings.precision(),
        new RowWriter(model.codec()),
        settings.seed(),
        given,
        settings.guidance(),
        given == null ? calibration() : null,
        interpolation(),
        blocks(),
        model.besideImages().map(this::columns).orElse(null),
        parameters);
  }

  /** Returns what draws the columns beside images. */
  private ColumnsFirst columns(ModelDescription model) {
    ModelChains ofColumns = ModelChains.of(model, settings);
    GivenRow conditions =
        settings.where().isEmpty()
            ? null
            : Conditions.read(
                model.codec(), model.network(), ofColumns.plan().method(), settings.where());
    return new ColumnsFirst(
        new BlockSampler(
            model.network(),
            ofColumns,
            kernel,
            Precision.FLOAT32,
            new RowWriter(model.codec()),
            ColumnsFirst.seed(settings.seed()),
            conditions,
            0,
            null,
            null,
            blocks(),
            null,
            null));
  }

  private MarginalCalibration calibration() {
    float[] values = checkpoint.vectors().get(Checkpoint.CALIBRATION);
    return values == null
        ? null
        : MarginalCalibration.of(checkpoint.model().network().layout(), values);
  }

  private Interpolation interpolation() {
    List<Long> seeds = settings.interpolate();
    return seeds.isEmpty() ? null : new Interpolation(seeds.get(0), seeds.get(1), settings.count());
  }
}
