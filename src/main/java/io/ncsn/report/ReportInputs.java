package io.ncsn.report;

import io.ncsn.evaluate.GateResult;
import io.ncsn.evaluate.Measurement;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a report shows, as plain data. Empty lists, maps and optionals leave their part out.
 *
 * @param title the report's heading
 * @param settings every effective setting and where it came from
 * @param provenance facts of the run in the order to show them: versions, hashes, times, rows
 * @param training one point per round
 * @param validation hold-out losses
 * @param evaluation samples against held-out rows
 * @param badRows the rows that were refused
 * @param images for image-shaped rows
 * @param plane for data of two columns
 * @param warnings what the reader must know before believing a figure
 * @param plan what the columns of a mixed table were found to be
 * @param gates the quality gates, met or not
 */
public record ReportInputs(
    String title,
    List<Setting> settings,
    Map<String, String> provenance,
    List<TrainingPoint> training,
    Optional<Validation> validation,
    Optional<Measurement> evaluation,
    BadRows badRows,
    Optional<Images> images,
    Optional<Plane> plane,
    List<String> warnings,
    List<PlannedColumn> plan,
    List<GateResult> gates) {
  public ReportInputs {
    plan = List.copyOf(plan);
    gates = List.copyOf(gates);
    settings = List.copyOf(settings);
    provenance = ordered(provenance);
    training = List.copyOf(training);
    warnings = List.copyOf(warnings);
  }

  /** What a column was found to be, as text. */
  public record PlannedColumn(
      String name,
      String type,
      String kind,
      String why,
      String values,
      String nulls,
      String inflated,
      String channels) {}

  /** A copy that keeps the order. */
  private static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /**
   * One effective setting.
   *
   * @param origin file and line, {@code --set}, or the default
   */
  public record Setting(String key, String value, String origin) {}

  /**
   * One round of training.
   *
   * @param rows training rows seen since the start
   * @param seconds since the start of training
   * @param loss mean weighted loss of the round
   */
  public record TrainingPoint(
      long round, long rows, double seconds, double loss, double rowsPerSecond) {}

  /**
   * Hold-out losses by band of noise levels.
   *
   * @param bandEdges [bands + 1] noise levels between the bands, falling or rising
   */
  public record Validation(List<Double> bandEdges, List<ValidationPoint> points) {
    public Validation {
      bandEdges = List.copyOf(bandEdges);
      points = List.copyOf(points);
    }
  }

  /**
   * One hold-out loss.
   *
   * @param loss over all noise levels
   * @param bands losses by band, in the order of the bands
   */
  public record ValidationPoint(long round, double loss, List<Double> bands) {
    public ValidationPoint {
      bands = List.copyOf(bands);
    }
  }

  /**
   * Rows of the input that could not be used.
   *
   * @param rule how they were treated: {@code fail}, {@code drop} or {@code quarantine}
   * @param total rows read
   * @param counts by reason
   * @param examples a few of them, as text
   */
  public record BadRows(String rule, long total, Map<String, Long> counts, List<String> examples) {
    public BadRows {
      counts = ordered(counts);
      examples = List.copyOf(examples);
    }
  }

  /**
   * Data of two columns. The pictures are squares in which a standard deviation of either column
   * has the same length, so that angles are true.
   *
   * @param xName name of the first column
   * @param yName name of the second column
   * @param extent least x, least y, greatest x and greatest y shown, in data units
   * @param real real points, each [2], in data units
   * @param samples sampled points, as {@code real}
   * @param fields score fields, from the greatest noise level to the least
   * @param chains chains on their way, in that order
   */
  @SuppressWarnings("ArrayRecordComponent") // read whole, never compared
  public record Plane(
      String xName,
      String yName,
      double[] extent,
      List<double[]> real,
      List<double[]> samples,
      List<ScoreField> fields,
      Optional<Chains> chains) {
    public Plane {
      real = List.copyOf(real);
      samples = List.copyOf(samples);
      fields = List.copyOf(fields);
    }
  }

  /**
   * The score on a grid at one noise level.
   *
   * @param points grid points, each [2], in data units
   * @param learned the model's
   * @param truth the known density's, if it is known
   */
  public record ScoreField(
      double sigma, List<double[]> points, FieldView learned, Optional<FieldView> truth) {
    public ScoreField {
      points = List.copyOf(points);
    }
  }

  /**
   * A score field and the surface of which it is the slope.
   *
   * @param scores score vectors at the grid's points, each [2], in standardised units
   * @param logDensity log p_σ up to a constant, if it is known
   */
  public record FieldView(List<double[]> scores, Optional<Surface> logDensity) {
    public FieldView {
      scores = List.copyOf(scores);
    }
  }

  /**
   * Values at the centres of a square's cells.
   *
   * @param side cells along a side
   * @param values [side · side], the line of the least y first, from the least x on; NaN: none
   */
  @SuppressWarnings("ArrayRecordComponent") // read whole, never compared
  public record Surface(int side, double[] values) {
    public Surface {
      if (values.length != side * side) {
        throw new IllegalArgumentException(
            "Cannot draw "
                + values.length
                + " values on a square of side "
                + side
                + "; give one a cell");
      }
    }
  }

  /**
   * Chains of a sampler on their way from noise to samples.
   *
   * @param sampler its name
   * @param steps all steps of the way
   */
  public record Chains(String sampler, int steps, List<ChainsFrame> frames) {
    public Chains {
      frames = List.copyOf(frames);
    }
  }

  /**
   * Where the chains are after a step.
   *
   * @param step from 0
   * @param sigma noise level of the step
   * @param points each [2], in data units; those out of sight too
   */
  public record ChainsFrame(int step, double sigma, List<double[]> points) {
    public ChainsFrame {
      points = List.copyOf(points);
    }
  }
}
