package io.ncsn.network;

import io.ncsn.config.ImageFormat;
import io.ncsn.config.Kind;
import io.ncsn.config.Values;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * The settings {@code network.unet} of a {@link Unet}. What is {@code auto} follows from the longer
 * side of the images.
 */
final class UnetSettings {
  private static final int SMALL = 16;
  private static final int MIDDLING = 32;
  private static final int LARGE = 64;
  private static final int LEAST_HIDDEN = 32;
  static final String PATCH = "network.unet.patch";
  static final String HIDDEN = "network.unet.channels";
  static final String REPEATS = "network.unet.blocks";

  private UnetSettings() {}

  /** Reads them, and adds a problem to {@code values} for each that does not fit. */
  static Unet read(Values values) {
    Unet net = readParts(values);
    if (net.mistake().isEmpty()) {
      net.attention().checkMemory(values, net);
    }
    return net;
  }

  private static Unet readParts(Values values) {
    int width = values.integer(ImageFormat.WIDTH, Kind.integer(1).orAuto()).orElse(0);
    int height = values.integer(ImageFormat.HEIGHT, Kind.integer(1).orAuto()).orElse(0);
    int size = Math.max(width, height);
    Optional<List<Integer>> hidden =
        values.read(
            HIDDEN,
            Kind.nonEmpty(
                    Kind.list(
                        "a list of multiples of 16, such as [32, 64]", Kind.integer(16, 1024)))
                .orAuto());
    Optional<List<Integer>> repeats =
        values.read(
            REPEATS,
            Kind.nonEmpty(Kind.list("a list of whole numbers from 1 to 16", Kind.integer(1, 16)))
                .orAuto());
    int levels = hidden.or(() -> repeats).map(List::size).orElseGet(() -> levels(size));
    List<Integer> channels =
        hidden.orElseGet(() -> perLevel(levels, level -> LEAST_HIDDEN << Math.min(level, 4)));
    return new Unet(
        width,
        height,
        values.read(ImageFormat.CHANNELS, Kind.integer(1)),
        values.integer(PATCH, Kind.integer(1, 16).orAuto()).orElseGet(() -> patch(size)),
        channels,
        repeats.orElseGet(() -> perLevel(levels, level -> level + 1 < levels ? 2 : 3)),
        AttentionLevels.read(values, channels));
  }

  /** Returns how many levels there are, so that the last has at most 8 pixels a side. */
  private static int levels(int size) {
    return size <= LARGE ? 2 : 3;
  }

  private static List<Integer> perLevel(int levels, IntUnaryOperator number) {
    return IntStream.range(0, levels).map(number).boxed().toList();
  }

  private static int patch(int size) {
    if (size <= SMALL) {
      return 1;
    }
    return size <= MIDDLING ? 2 : 4;
  }
}
