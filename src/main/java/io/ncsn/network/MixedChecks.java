package io.ncsn.network;

import java.util.ArrayList;
import java.util.List;

/**
 * The self-checks that a network of mixed rows needs, as {@link SelfChecks} has those of others.
 */
final class MixedChecks {
  private MixedChecks() {}

  /** Returns the checks of the fast paths that training a network of {@code spec} uses. */
  static List<SelfCheck> ofTraining(MixedSpec spec, Precision precision) {
    List<SelfCheck> checks = new ArrayList<>();
    checks.add(new FlushToZeroCheck());
    checks.addAll(ofScores(spec, precision));
    checks.add(new FusedAdamCheck(spec.parameters()));
    return checks;
  }

  /** Returns the checks of the fast paths that scores of a network of {@code spec} use. */
  static List<SelfCheck> ofScores(MixedSpec spec, Precision precision) {
    List<SelfCheck> checks = new ArrayList<>();
    if (spec.architecture() instanceof Layered) {
      checks.add(new MixedPassCheck(spec, Precision.FLOAT32));
    } else {
      checks.addAll(spec.net().checks(spec.trunk()));
    }
    if (spec.hasColumns()) {
      checks.addAll(ofScores(spec.beside(), Precision.FLOAT32));
    }
    if (precision == Precision.BFLOAT16) {
      spec.bfloat16Check().ifPresent(checks::add);
    }
    return checks;
  }
}
