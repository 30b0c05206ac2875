package io.ncsn.report;

import io.ncsn.evaluate.EvaluationResult;
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
 * @param training one point a round
 * @param validation hold-out losses
 * @param evaluation samples against held-out rows
 * @param badRows what was wrong with the input
 * @param images for image-shaped rows
 * @param plane for data of two columns
 * @param warnings what the reader must know before believing a figure
 */
public record ReportInputs(
    String title,
    List<Setting> settings,
    Map<String, String> provenance,
    List<TrainingPoint> training,
    Optional<Validation> validation,
    Optional<EvaluationResult> evaluation,
    BadRows badRows,
    Optional<Images> images,
    Optional<Plane> plane,
    List<String> warnings) {
  public ReportInputs {
    settings = List.copyOf(settings);
    provenance = ordered(provenance);
    training = List.copyOf(training);
    warnings = List.copyOf(warnings);
  }

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
   * @param rule what was done with them: {@code fail}, {@code drop} or {@code quarantine}
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
   * Rows that are grey images, in data units.
   *
   * @param width pixels of a line; every row holds a whole number of lines
   * @param real some real rows
   * @param samples some samples
   * @param chain one chain through the noise levels, from noise to sample
   */
  public record Images(
      int width, List<float[]> real, List<float[]> samples, List<ChainFrame> chain) {
    public Images {
      real = List.copyOf(real);
      samples = List.copyOf(samples);
      chain = List.copyOf(chain);
    }
  }

  /** A chain's row at one noise level. */
  @SuppressWarnings("ArrayRecordComponent") // read whole, never compared
  public record ChainFrame(double sigma, float[] row) {}

  /**
   * Data of two columns, in the units of the score field's grid.
   *
   * @param xName name of the first column
   * @param yName name of the second column
   * @param real real points, each [2]
   * @param samples sampled points, each [2]
   * @param fields score fields, one a noise level
   */
  public record Plane(
      String xName,
      String yName,
      List<double[]> real,
      List<double[]> samples,
      List<ScoreField> fields) {
    public Plane {
      real = List.copyOf(real);
      samples = List.copyOf(samples);
      fields = List.copyOf(fields);
    }
  }

  /**
   * The score on a grid at one noise level.
   *
   * @param points grid points, each [2], in the units of the points shown
   * @param scores score vectors at those points, each [2]; drawn scaled to the grid
   */
  public record ScoreField(double sigma, List<double[]> points, List<double[]> scores) {
    public ScoreField {
      points = List.copyOf(points);
      scores = List.copyOf(scores);
      if (points.size() != scores.size()) {
        throw new IllegalArgumentException(
            "Cannot draw "
                + scores.size()
                + " scores at "
                + points.size()
                + " points; give one score a point");
      }
    }
  }
}
