package io.ncsn.sample;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.ImageCodec;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.network.MixedScoreNetwork;
import io.ncsn.network.TrainedNetwork;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Log-probabilities of batches of mixed rows: those of {@link MixedDensity}, or of images with a
 * label those of {@link LabelledDensities}, and the shares of the distribution that the row's
 * numbers own. A row's random numbers are keyed by its own values, so its result does not depend on
 * where it stands.
 */
record BlockMixedLikelihood(NoiseSchedule schedule, RowCodec codec, LikelihoodPlan plan)
    implements RowColumns.Compute {
  /** Greatest error of a whole number that was standardised. */
  private static final double ROUNDING = 1e-6;

  @Override
  public List<Object[]> of(RowBlock batch, TrainedNetwork network) {
    int width = codec.width();
    double[] numbers = plan.quantised() ? dequantised(batch.numbers()) : batch.numbers();
    float[] stored = new float[numbers.length];
    List<UniformRandomProvider> streams = new ArrayList<>();
    int[] places = new int[batch.rows()];
    for (int row = 0; row < places.length; row++) {
      double[] values = Arrays.copyOfRange(numbers, row * width, (row + 1) * width);
      boolean known = Arrays.stream(values).allMatch(Double::isFinite);
      places[row] = known ? streams.size() : -1;
      if (known) {
        for (int j = 0; j < width; j++) {
          stored[streams.size() * width + j] = (float) values[j];
        }
        streams.add(Streams.of(plan.seed(), Purpose.LIKELIHOOD, Arrays.hashCode(values)));
      }
    }
    double[][] estimates = estimates((MixedScoreNetwork) network, stored, streams);
    ChannelLayout layout = codec.channels();
    List<Object[]> rows = new ArrayList<>();
    for (int row = 0; row < places.length; row++) {
      double logShare = codec.logShare(numbers, row * width);
      if (places[row] >= 0 && logShare == Double.NEGATIVE_INFINITY) {
        rows.add(plan.impossible());
      } else {
        double[] found = places[row] < 0 ? new double[0] : estimates[places[row]];
        Object[] columns = plan.columns(found, -logShare);
        rows.add(plan.quantised() ? withBits(columns, layout, numbers, row * width) : columns);
      }
    }
    return rows;
  }

  /** Adds the bits of the image, given its label. */
  private static Object[] withBits(
      Object[] columns, ChannelLayout layout, double[] numbers, int from) {
    double labels = 0;
    int pixels = 0;
    for (int group = 0; group < layout.columns(); group++) {
      if (layout.groups().get(group) instanceof Codes codes) {
        double level = numbers[from + layout.storedOffset(group)];
        labels += Double.isNaN(level) ? 0 : Math.log(codes.frequencies()[(int) level]);
      } else if (layout.groups().get(group) instanceof Plain plain) {
        pixels += plain.width();
      }
    }
    return LikelihoodPlan.withBits(columns, labels, pixels);
  }

  /**
   * Spreads images' numbers as {@link BlockLikelihood} spreads those of a table of numbers; NaN
   * where there is no grey level.
   */
  private double[] dequantised(double[] units) {
    double[] spread = units.clone();
    int at = 0;
    for (ColumnCodec column : codec.columns()) {
      for (int from = at; from < units.length; from += codec.width()) {
        if (column instanceof ImageCodec image) {
          spread(image, spread, from);
        }
      }
      at += column.width();
    }
    return spread;
  }

  private void spread(ImageCodec image, double[] units, int from) {
    int key = Arrays.hashCode(Arrays.copyOfRange(units, from, from + image.size()));
    UniformRandomProvider random =
        Streams.of(plan.seed(), Purpose.LIKELIHOOD, key, BlockLikelihood.DEQUANTISATION);
    for (int i = from; i < from + image.size(); i++) {
      double value = units[i] * image.scale() + image.mean();
      double level = Math.rint(value);
      boolean isLevel =
          Math.abs(value - level) < ROUNDING && level >= 0 && level < plan.greyLevels();
      units[i] = isLevel ? image.unit(0, level + random.nextDouble() - 0.5) : Double.NaN;
    }
  }

  private double[][] estimates(
      MixedScoreNetwork network, float[] stored, List<UniformRandomProvider> streams) {
    if (streams.isEmpty()) {
      return new double[0][];
    }
    float[] rows = Arrays.copyOf(stored, streams.size() * codec.width());
    ChannelLayout layout = network.spec().layout();
    if (!plan.denoising()) {
      return new LabelledDensities(network::imagesOf, layout, schedule, plan)
          .estimates(rows, streams.size());
    }
    return new MixedDensity(network, layout, schedule, plan.probes())
        .estimates(rows, streams.toArray(UniformRandomProvider[]::new));
  }
}
