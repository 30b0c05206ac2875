package io.ncsn.bench;

import io.ncsn.network.NetworkSpec;
import io.ncsn.network.Unet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The size of a measured U-Net of square grey images. All but its channels is as the defaults have
 * it.
 *
 * @param side pixels of a side
 * @param channels channels of the levels
 */
record UnetSize(int side, List<Integer> channels) {
  private static final int PIXELS = 28;

  /** The default network of 28×28 images. */
  static final UnetSize DEFAULT = new UnetSize(PIXELS, List.of(32, 64));

  /** A network with twice its channels. */
  static final UnetSize WIDE = new UnetSize(PIXELS, List.of(64, 128));

  UnetSize {
    channels = List.copyOf(channels);
  }

  NetworkSpec spec() {
    return NetworkSpec.of(
        Lab.settings(
                "network.architecture=unet",
                "data.image.width=" + side,
                "data.image.height=" + side,
                "network.unet.channels=" + channels)
            .network(),
        side * side,
        0);
  }

  /** Returns the peer's arguments for this size. */
  List<String> arguments() {
    Unet net = (Unet) spec().architecture();
    return List.of(
        "--image", "%d,%d,%d".formatted(net.width(), net.height(), net.channels()),
        "--patch", String.valueOf(net.patch()),
        "--channels", commas(net.hidden()),
        "--blocks", commas(net.repeats()),
        "--attention", commas(net.attentions().stream().map(attends -> attends ? 1 : 0).toList()));
  }

  private static String commas(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  @Override
  public String toString() {
    return equals(DEFAULT) ? "unet" : "unet-" + commas(channels).replace(',', '-');
  }
}
