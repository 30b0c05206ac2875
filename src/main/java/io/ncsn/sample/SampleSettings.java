package io.ncsn.sample;

import io.ncsn.config.Bounds;
import io.ncsn.config.Kind;
import io.ncsn.config.Values;
import io.ncsn.config.Variant;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.ModelSpec;
import io.ncsn.network.Objective;
import io.ncsn.network.Precision;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.sample.AutomaticMethods.Given;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * {@code sample.*}.
 *
 * @param count rows to draw
 * @param where the cells that every row may have, as text, by column: values, ranges, and empty
 *     text for null
 * @param guidance how far rows are moved to their given cells, beyond what the model says; 0: not
 * @param method how noise becomes rows
 * @param automatic the methods to choose from by the model; empty if the settings choose one
 * @param precision precision of the network's arithmetic
 * @param interpolate two seeds between whose noise samples begin, evenly spaced; empty: each sample
 *     begins at noise of its own
 * @param trace chains whose whole paths are kept
 * @param clipDenoised hold each step's denoised estimate to the range of the training rows
 * @param allowNonFinite keep going when a chain diverges: its row is left out and counted
 * @param partitions map tasks and files; empty: as many as the cluster has cores. The rows do not
 *     depend on it.
 * @param images the form in which samples that are images are written besides
 */
public record SampleSettings(
    long count,
    long seed,
    SortedMap<String, List<Optional<String>>> where,
    double guidance,
    SamplingMethod method,
    Optional<AutomaticMethods> automatic,
    Precision precision,
    List<Long> interpolate,
    int trace,
    boolean clipDenoised,
    boolean allowNonFinite,
    OptionalInt partitions,
    SampleImages images) {
  private static final long MOST_SAMPLES = 1_000_000_000_000L;

  /** The paths of traced chains, all of the first block, are in one task's memory at once. */
  private static final int MOST_TRACED = 64;

  private static final Kind<List<Long>> SEEDS = Kind.list("two seeds, such as [1, 2]", Kind.seed());
  private static final Kind<SortedMap<String, List<Optional<String>>>> CONDITIONS =
      Kind.entries(
          "a value, a range or a list for each of some columns, such as { income = \">50K\", age = \"30..40\" }",
          Kind.oneOrMore(Kind.cell("a value")));

  /** The setting of the conditions. */
  public static final String WHERE = "sample.where";

  static final String GUIDANCE = "sample.guidance";

  static final String INTERPOLATE = "sample.interpolate";
  private static final String TRACE = "sample.trace";

  /**
   * Reads {@code sample.*}.
   *
   * @param objective settles {@code sample.sampler = auto} if the model is not trained yet
   */
  public static SampleSettings read(Values values, Objective objective) {
    SamplingMethod method =
        SamplingMethod.VARIANTS.readAlone(
            values, Optional.of(Variant.word(automatic(values, objective))));
    SampleSettings sample =
        new SampleSettings(
            values.read("sample.count", Kind.wholeNumber(1, MOST_SAMPLES)),
            values.read("sample.seed", Kind.seed()),
            values.read(WHERE, CONDITIONS),
            values.read(GUIDANCE, Kind.number(Bounds.NOT_NEGATIVE)),
            method,
            values.isChanged(SamplingMethod.KEY)
                ? Optional.empty()
                : Optional.of(AutomaticMethods.read(values, method)),
            values.read("sample.precision", Kind.choice(Precision.class)),
            values.read(INTERPOLATE, SEEDS.orNone()).orElse(List.of()),
            values.read(TRACE, Kind.integer(0)),
            values.read("sample.clip-denoised", Kind.flag()),
            values.read("sample.allow-non-finite", Kind.flag()),
            values.autoInteger("sample.partitions", 1),
            values.read("sample.images", Kind.choice(SampleImages.class)));
    sample.check(values, objective);
    return sample;
  }

  /**
   * Returns the automatic method. Settings that only annealed Langevin dynamics has ask for it; the
   * model may ask for another, see {@link AutomaticMethods}.
   */
  private static Class<? extends SamplingMethod> automatic(Values values, Objective objective) {
    if (!objective.isMultiScale()) {
      return Langevin.class;
    }
    boolean langevin =
        values.isChanged(SamplingMethod.STEPS_PER_LEVEL)
            || values.isChanged(SamplingMethod.STEP_SIZE);
    return langevin ? AnnealedLangevin.class : DpmSolver.class;
  }

  /** Returns how rows are drawn from a model of the noise levels {@code levels}. */
  public SamplingMethod methodFor(ModelSpec network, NoiseSchedule levels) {
    Given drawn = where.isEmpty() ? Given.NOTHING : Given.A_FEW_CELLS;
    return methodFor(network, levels, interpolate.isEmpty() ? drawn : Given.NOISE);
  }

  /** Returns how rows are drawn that are given the cells of a table's rows. */
  SamplingMethod methodForGivenRows(ModelSpec network, NoiseSchedule levels) {
    return methodForTable(network, levels, Given.A_FEW_CELLS);
  }

  /** Returns how the empty cells of a table's rows are drawn. */
  SamplingMethod methodForCompletion(ModelSpec network, NoiseSchedule levels) {
    return methodForTable(network, levels, Given.MOST_CELLS);
  }

  /** Returns how images are drawn of which some pixels are known. */
  SamplingMethod methodForPixels() {
    return automatic.<SamplingMethod>map(AutomaticMethods::withoutFlags).orElse(method);
  }

  private SamplingMethod methodForTable(ModelSpec network, NoiseSchedule levels, Given given) {
    boolean unflagged =
        network instanceof MixedSpec mixed
            ? mixed.hasImages() && !mixed.drawsColumns()
            : network.conditional();
    return automatic
        .filter(methods -> unflagged)
        .<SamplingMethod>map(AutomaticMethods::withoutFlags)
        .orElseGet(() -> methodFor(network, levels, given));
  }

  private SamplingMethod methodFor(ModelSpec network, NoiseSchedule levels, Given given) {
    return automatic.map(methods -> methods.of(network, levels, given)).orElse(method);
  }

  private void check(Values values, Objective objective) {
    values.rule(
        List.of(SamplingMethod.KEY, Objective.KEY),
        !objective.isMultiScale() && method.needsLevels(),
        "sample.sampler is %s, which goes down noise levels, but train.objective %s learns the score at one; set sample.sampler = langevin, or leave it out"
            .formatted(method.word(), objective.word()));
    values.rule(
        List.of(TRACE),
        trace > MOST_TRACED,
        "sample.trace is %s, but at most %d chains can be traced; set fewer"
            .formatted(values.rendered(TRACE), MOST_TRACED));
    if (!interpolate.isEmpty()) {
      interpolation(values);
    }
  }

  private void interpolation(Values values) {
    values.rule(
        List.of(INTERPOLATE),
        interpolate.size() != 2,
        "sample.interpolate names %d seeds, but goes from one seed to another; name two"
            .formatted(interpolate.size()));
    values.rule(
        List.of(INTERPOLATE, SamplingMethod.KEY),
        method.addsNoise(),
        "sample.interpolate is %s, but sample.sampler %s adds noise on the way, so its samples do not follow from where they begin; set sample.sampler = ode-heun without sample.churn"
            .formatted(values.rendered(INTERPOLATE), method.word()));
    values.rule(
        List.of(INTERPOLATE, "sample.count"),
        count < 2,
        "sample.interpolate is %s, but sample.count is %d: between two seeds there are at least 2 samples; set more"
            .formatted(values.rendered(INTERPOLATE), count));
  }
}
