package io.ncsn.network;

import io.ncsn.config.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The self-checks of this process. A check runs once per shape, before the path is used for the
 * first time. The log names a wrong path once.
 */
public final class SelfChecks {
  private static final Logger LOG = LoggerFactory.getLogger(SelfChecks.class);
  private static final Map<SelfCheck, Verdict> VERDICTS = new ConcurrentHashMap<>();

  private SelfChecks() {}

  /** Returns the checks of the fast paths that training a network of {@code spec} uses. */
  public static List<SelfCheck> ofTraining(NetworkSpec spec, Precision precision) {
    List<SelfCheck> checks = new ArrayList<>();
    checks.add(new FlushToZeroCheck());
    if (spec.architecture().hasWrittenOutPasses()) {
      checks.add(new WrittenOutPassCheck(spec, Precision.FLOAT32));
    }
    if (precision == Precision.BFLOAT16) {
      spec.bfloat16Check().ifPresent(checks::add);
    }
    checks.addAll(spec.architecture().checks(TrunkSpec.of(spec)));
    checks.add(new FusedAdamCheck(spec.parameters()));
    return checks;
  }

  /**
   * Returns the checks of the fast paths that scores and log-densities of a network of {@code spec}
   * use.
   */
  public static List<SelfCheck> ofScores(NetworkSpec spec, Precision precision) {
    List<SelfCheck> checks = new ArrayList<>();
    checks.add(new FlushToZeroCheck());
    if (spec.architecture().hasWrittenOutPasses()) {
      checks.add(new WrittenOutPassCheck(spec, Precision.FLOAT32));
    }
    checks.addAll(spec.architecture().checks(TrunkSpec.of(spec)));
    if (Kernels.hasScorePass(spec)) {
      checks.addAll(TorchScorePass.products(spec, precision));
      checks.add(new ScorePassCheck(spec));
    } else if (precision == Precision.BFLOAT16) {
      spec.bfloat16Check().ifPresent(checks::add);
    }
    return checks;
  }

  /**
   * Returns the verdict on this machine. The check runs now if it has not run in this process yet.
   */
  public static Verdict verdict(SelfCheck check) {
    Verdict known = VERDICTS.get(check);
    if (known != null) {
      return known;
    }
    Natives.loadTorch();
    Verdict found = tried(check);
    Verdict earlier = VERDICTS.putIfAbsent(check, found);
    if (earlier == null && !found.passed()) {
      tell(found);
    }
    return earlier == null ? found : earlier;
  }

  private static Verdict tried(SelfCheck check) {
    long begin = System.nanoTime();
    double error = Double.POSITIVE_INFINITY;
    String refusal = "";
    try {
      error = check.error(FastPaths.current());
    } catch (RuntimeException e) { // of libtorch: with the native stack trace in its message
      refusal =
          String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + " ("
              + e.getClass().getSimpleName()
              + ")";
    }
    return new Verdict(check, error, (System.nanoTime() - begin) / 1e6, refusal);
  }

  /** Logs a verdict. A missing path is not a fault, but a wrong one is. */
  private static void tell(Verdict verdict) {
    LOG.atLevel(verdict.refused() ? Level.INFO : Level.WARN)
        .log(
            "{} is not used here for shape {}: found {}; {}",
            Choice.name(verdict.check().path()),
            verdict.check().shape(),
            verdict.finding(),
            Processor.here());
  }

  /** Forgets all verdicts, for tests that replace a path. */
  static void forget() {
    VERDICTS.clear();
  }
}
