package io.ncsn.bench;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * The target of a measurement.
 *
 * @param of the value that is compared with {@code bound}
 */
record Target(Of of, double bound) {
  /** No target: the measurement is for information. */
  static final Target NONE = new Target(Of.NOTHING, Double.NaN);

  /** The kind of value that a target concerns. */
  enum Of {
    NOTHING(""),
    PEER("≥ %s × peer"),
    SHARE("≥ %s of sgemm"),
    AT_LEAST("≥ %s"),
    AT_MOST("≤ %s");

    private final String text;

    Of(String text) {
      this.text = text;
    }
  }

  static Target ofPeer(double ratio) {
    return new Target(Of.PEER, ratio);
  }

  static Target ofSgemm(double share) {
    return new Target(Of.SHARE, share);
  }

  static Target atLeast(double value) {
    return new Target(Of.AT_LEAST, value);
  }

  static Target atMost(double value) {
    return new Target(Of.AT_MOST, value);
  }

  /** Returns whether there is a target. */
  boolean isSet() {
    return of != Of.NOTHING;
  }

  String text() {
    var symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
    return of.text.formatted(new DecimalFormat("#,##0.###", symbols).format(bound));
  }

  /**
   * Returns whether {@code line} reaches the target. Without a peer, a target relative to a peer is
   * not reached.
   */
  boolean isMet(Line line) {
    return switch (of) {
      case NOTHING -> true;
      case PEER -> line.ratio().orElse(0) >= bound;
      case SHARE -> line.share().orElse(0) >= bound;
      case AT_LEAST -> line.ours().median() >= bound;
      case AT_MOST -> line.ours().median() <= bound;
    };
  }
}
