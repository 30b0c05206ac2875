package io.ncsn.bench;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * What a measurement should come to.
 *
 * @param of what is compared with {@code bound}
 */
record Target(Of of, double bound) {
  /** Nothing is asked: the measurement is for information. */
  static final Target NONE = new Target(Of.NOTHING, Double.NaN);

  /** What a target is about. */
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

  /** Whether anything is asked. */
  boolean isSet() {
    return of != Of.NOTHING;
  }

  String text() {
    var symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
    return of.text.formatted(new DecimalFormat("#,##0.###", symbols).format(bound));
  }

  /** Whether {@code line} reaches it; one that is about a peer is not reached without a peer. */
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
