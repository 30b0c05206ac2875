package io.ncsn.bench;

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
    NOTHING("", ""),
    PEER("≥ %s × peer", "%.2f"),
    SHARE("≥ %s of sgemm", "%.2f"),
    AT_LEAST("≥ %s", "%,.4g"),
    AT_MOST("≤ %s", "%.4g");

    private final String text;
    private final String number;

    Of(String text, String number) {
      this.text = text;
      this.number = number;
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

  String text() {
    return of == Of.NOTHING ? "–" : of.text.formatted(String.format(Locale.ROOT, of.number, bound));
  }

  /** Whether {@code line} reaches it; a target that is about a peer is not reached without one. */
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
