package io.ncsn.network;

import io.ncsn.channels.ChannelGroup;
import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.channels.ChannelGroup.Spread;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.Streams;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Layouts, stored rows and parameters for tests of mixed networks. */
final class MixedCase {
  /** Every kind of group, in an order in which no two of a kind are neighbours. */
  static final ChannelLayout EVERY_KIND =
      new ChannelLayout(
          List.of(
              new Spread(2, 1),
              new Plain(2),
              new Codes(new double[] {0.25, 0.7, 0.05}),
              new Spread(),
              new Codes(new double[] {0.5, 0.1, 0.1, 0, 0.3}),
              new Codes(new double[] {0.99, 0.01})));

  private static final long SEED = 47;

  private MixedCase() {}

  static UniformRandomProvider random(long key) {
    return Streams.of(SEED, Purpose.DATASET, key);
  }

  /** Returns {@code count} stored rows, one cell in ten of which is unknown. */
  static float[] stored(ChannelLayout layout, int count, UniformRandomProvider random) {
    List<Float> stored = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      for (ChannelGroup group : layout.groups()) {
        boolean unknown = random.nextInt(10) == 0;
        if (group instanceof Codes codes) {
          stored.add(unknown ? Float.NaN : random.nextInt(codes.levels()));
        } else if (group instanceof Spread) {
          float low = random.nextFloat();
          stored.add(unknown ? Float.NaN : low);
          stored.add(low + (1 - low) * random.nextFloat());
        } else {
          for (int j = 0; j < group.storedWidth(); j++) {
            stored.add(unknown ? Float.NaN : random.nextFloat());
          }
        }
      }
    }
    float[] values = new float[stored.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = stored.get(i);
    }
    return values;
  }

  /** Returns a layout of between 1 and 12 groups with between 1 and 19 levels. */
  static ChannelLayout layout(UniformRandomProvider random) {
    List<ChannelGroup> groups = new ArrayList<>();
    int count = 1 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(4);
      if (kind == 0) {
        groups.add(new Plain(1 + random.nextInt(9)));
      } else if (kind == 1) {
        groups.add(new Spread());
      } else {
        Codes codes = codes(1 + random.nextInt(19), random);
        groups.add(codes);
        if (kind == 2) {
          groups.add(new Spread(groups.size() - 1, random.nextInt(codes.levels())));
        }
      }
    }
    return new ChannelLayout(groups);
  }

  /** Returns a network of a random layout that pairs the levels of some columns, but not of all. */
  static MixedSpec partlyPaired(
      List<Integer> hidden, boolean flagged, UniformRandomProvider random) {
    ChannelLayout layout = layout(random);
    while (PairedLevels.categories(layout).count() < 2) {
      layout = layout(random);
    }
    List<Integer> pairs = new ArrayList<>(PairedLevels.categories(layout).boxed().toList());
    pairs.remove(random.nextInt(pairs.size()));
    while (pairs.size() > 1 && random.nextBoolean()) {
      pairs.remove(random.nextInt(pairs.size()));
    }
    return new MixedSpec(layout, new Mlp(hidden), flagged, true, pairs, List.of(), false);
  }

  private static Codes codes(int levels, UniformRandomProvider random) {
    double[] shares = new double[levels];
    double sum = 0;
    for (int k = 0; k < levels; k++) {
      shares[k] = -Math.log(1 - random.nextDouble());
      sum += shares[k];
    }
    for (int k = 0; k < levels; k++) {
      shares[k] /= sum;
    }
    return new Codes(shares);
  }

  /** Returns parameters for which every layer and the pair matrix matter. */
  static float[] parameters(MixedSpec spec, long key) {
    return MixedParameters.lively(spec, key);
  }

  /** Returns a minibatch of {@code count} rows of {@link #stored}. */
  static MixedBatch batch(MixedSpec spec, int count, long key) {
    UniformRandomProvider random = random(key);
    float[] stored = stored(spec.layout(), count, random);
    double observed = spec.flagged() ? 0.5 : 0;
    NoiseDensity density = new NoiseDensity(-0.5, 1, 0.1, 20);
    return new MixedBatches(spec, density, observed).of(stored, count, random);
  }

  /** The loss of {@code model} on noise levels from 0.01 to 20. */
  static RowLoss loss(MixedModel model, double observed) {
    return model.minimising(
        new MultiScale(MultiScale.Weighting.POWER, 2, observed),
        NoiseSchedule.of(ScheduleKind.GEOMETRIC, 20, 0.01, 20),
        null);
  }
}
