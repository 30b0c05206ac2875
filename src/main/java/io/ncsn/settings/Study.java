package io.ncsn.settings;

import io.ncsn.config.Choice;
import io.ncsn.config.Measure;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One question of {@code ncsn compare}: variants of a job, judged by the same measures.
 *
 * @param name key under {@code compare.studies}
 * @param title heading of its part of the report
 * @param text what the reader should know; may be empty
 * @param x what the charts' horizontal axis shows: a setting's key or a measure; empty: the
 *     variants side by side
 * @param variants the variants in the order of the file
 */
public record Study(
    String name,
    String title,
    String text,
    List<Measure> measures,
    Optional<String> x,
    Optional<Baseline> baseline,
    List<Variant> variants) {
  public Study {
    measures = List.copyOf(measures);
    variants = List.copyOf(variants);
  }

  /** The measure on the horizontal axis, if it is one and no setting. */
  public Optional<Measure> xMeasure() {
    return x.flatMap(key -> Choice.named(Measure.class, key));
  }

  /** Returns what is measured of each run, for tables and for the axis. */
  public Set<Measure> wanted() {
    Set<Measure> wanted = EnumSet.copyOf(measures);
    xMeasure().ifPresent(wanted::add);
    return wanted;
  }

  /** Returns the settings of all runs, without repetitions. */
  public Stream<Settings> settings() {
    return variants.stream()
        .flatMap(variant -> variant.runs().stream())
        .map(run -> run.settings().settings())
        .distinct();
  }

  /**
   * A variant that the others must come up to: at which cost do they, within a share of its best
   * value?
   *
   * @param within the share, such as 0.05
   */
  public record Baseline(String variant, Measure measure, Measure cost, double within) {}

  /**
   * One way to do the job.
   *
   * @param runs one for each value of the setting that is varied
   */
  public record Variant(String name, List<Run> runs) {
    public Variant {
      runs = List.copyOf(runs);
    }
  }

  /**
   * One run of a variant.
   *
   * @param along the values it was given, by setting; shown
   * @param settings all of them, checked
   */
  public record Run(Map<String, String> along, EffectiveSettings settings) {}
}
