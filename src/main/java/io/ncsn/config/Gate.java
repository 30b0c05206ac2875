package io.ncsn.config;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bound that a figure of a run must keep.
 *
 * @param measure the figure
 * @param relation how the figure must stand to the bound
 * @param bound in the figure's own unit, as {@code run.json} has it
 */
public record Gate(Measure measure, Relation relation, double bound) {
  private static final Pattern FORM = Pattern.compile("(<=|<|>=|>)\\s*(\\S+)");

  /** How a figure must stand to its bound. */
  public enum Relation {
    AT_MOST("<="),
    BELOW("<"),
    AT_LEAST(">="),
    ABOVE(">");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }

    private static Relation of(String sign) {
      return Arrays.stream(values()).filter(r -> r.sign.equals(sign)).findFirst().orElseThrow();
    }
  }

  /** Returns the kind of a setting that bounds {@code measure}. */
  static Kind<Gate> kind(Measure measure) {
    Kind<String> text = Kind.text("");
    return new Kind<>(
        "<=, <, >= or > and a number, such as \"<= 0.6\", or a list of these",
        value -> text.parse().apply(value).flatMap(written -> parse(measure, written)));
  }

  private static Optional<Gate> parse(Measure measure, String written) {
    Matcher form = FORM.matcher(written.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    ConfigValue number = ConfigValueFactory.fromAnyRef(form.group(2), "the bound");
    return Kind.number(Bounds.ANY)
        .parse()
        .apply(number)
        .map(bound -> new Gate(measure, Relation.of(form.group(1)), bound));
  }

  /** Returns whether a figure keeps the bound. NaN keeps none. */
  public boolean isMetBy(double value) {
    return switch (relation) {
      case AT_MOST -> value <= bound;
      case BELOW -> value < bound;
      case AT_LEAST -> value >= bound;
      case ABOVE -> value > bound;
    };
  }

  /** Returns the figure's name, as in {@code run.json} behind {@code evaluate.}. */
  public String metric() {
    return Choice.name(measure);
  }

  /** Returns the bound as it is written in settings, such as {@code <= 0.6}. */
  public String required() {
    return relation.sign + " " + bound;
  }
}
