package io.ncsn.report;

import io.ncsn.report.ReportInputs.Surface;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Densities and energies as small pictures, which the page stretches over a plot. */
final class SurfaceImage {
  /** From nothing to the densest. */
  private static final Color[] DENSITY = {
    new Color(0xffffff), new Color(0xdbeafe), new Color(0x93c5fd), new Color(0x60a5fa)
  };

  /** From the bottom of a valley up. */
  private static final Color[] ENERGY = {
    new Color(0x134e4a),
    new Color(0x0f8b8d),
    new Color(0x7dd3c8),
    new Color(0xfef3c7),
    new Color(0xfcd9a8),
    new Color(0xffffff)
  };

  /** Nats above the least energy at which the last colour is reached. */
  static final int ENERGY_NATS = 15;

  private static final int FINER = 6;

  private SurfaceImage() {}

  /** The greatest log-density, or −∞ if none is finite. */
  static double greatest(Surface logDensity) {
    return Arrays.stream(logDensity.values())
        .filter(Double::isFinite)
        .max()
        .orElse(Double.NEGATIVE_INFINITY);
  }

  /** With the constant that makes the cells' densities sum to 1. */
  static Surface normalised(Surface logDensity) {
    double greatest = greatest(logDensity);
    double sum =
        Arrays.stream(logDensity.values())
            .filter(Double::isFinite)
            .map(log -> Math.exp(log - greatest))
            .sum();
    double constant = greatest + Math.log(sum);
    return new Surface(
        logDensity.side(), Arrays.stream(logDensity.values()).map(log -> log - constant).toArray());
  }

  /**
   * √(p/p_max), so that thin parts show too.
   *
   * @param greatest log p_max
   */
  static String density(Surface logDensity, double greatest) {
    return image(logDensity, DENSITY, log -> Math.exp((log - greatest) / 2));
  }

  /** −log p above its least value, a band of equal colour a nat. */
  static String energy(Surface logDensity) {
    double greatest = greatest(logDensity);
    return image(
        finer(logDensity), ENERGY, log -> Math.min(1, Math.floor(greatest - log) / ENERGY_NATS));
  }

  /** The colours of {@link #energy} as a CSS gradient. */
  static String energyGradient() {
    return "linear-gradient(to right, "
        + String.join(
            ", ",
            Arrays.stream(ENERGY).map(c -> String.format("#%06x", c.getRGB() & 0xffffff)).toList())
        + ")";
  }

  /** Interpolated between the centres of cells, so that the bands' edges are smooth. */
  private static Surface finer(Surface surface) {
    int side = FINER * surface.side();
    double[] values = new double[side * side];
    for (int line = 0; line < side; line++) {
      for (int place = 0; place < side; place++) {
        values[line * side + place] =
            between(surface, (line + 0.5) / FINER - 0.5, (place + 0.5) / FINER - 0.5);
      }
    }
    return new Surface(side, values);
  }

  private static double between(Surface surface, double y, double x) {
    int last = surface.side() - 1;
    double line = Math.max(0, Math.min(last, y));
    double place = Math.max(0, Math.min(last, x));
    int below = (int) Math.min(last - 1, line);
    int left = (int) Math.min(last - 1, place);
    double[] v = surface.values();
    int at = below * surface.side() + left;
    int above = at + surface.side();
    double low = v[at] + (v[at + 1] - v[at]) * (place - left);
    double high = v[above] + (v[above + 1] - v[above]) * (place - left);
    return low + (high - low) * (line - below);
  }

  private static String image(Surface surface, Color[] colours, DoubleUnaryOperator share) {
    int side = surface.side();
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < surface.values().length; i++) {
      double value = surface.values()[i];
      double place = Double.isNaN(value) ? Double.NaN : share.applyAsDouble(value);
      int rgb = Double.isNaN(place) ? Color.WHITE.getRGB() : mixed(colours, place);
      image.setRGB(i % side, side - 1 - i / side, rgb);
    }
    return Png.dataUri(Png.encode(image));
  }

  private static int mixed(Color[] colours, double place) {
    double at = Math.max(0, Math.min(1, place)) * (colours.length - 1);
    int below = (int) Math.min(colours.length - 2, Math.floor(at));
    double share = at - below;
    Color from = colours[below];
    Color to = colours[below + 1];
    return new Color(
            between(from.getRed(), to.getRed(), share),
            between(from.getGreen(), to.getGreen(), share),
            between(from.getBlue(), to.getBlue(), share))
        .getRGB();
  }

  private static int between(int from, int to, double share) {
    return (int) Math.round(from + (to - from) * share);
  }
}
