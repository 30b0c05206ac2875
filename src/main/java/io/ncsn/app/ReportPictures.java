package io.ncsn.app;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.config.Settings;
import io.ncsn.data.Scaler;
import io.ncsn.evaluate.EvaluationTables;
import io.ncsn.evaluate.Matrix;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import io.ncsn.report.ReportInputs.ChainFrame;
import io.ncsn.report.ReportInputs.Images;
import io.ncsn.report.ReportInputs.Plane;
import io.ncsn.report.ReportInputs.ScoreField;
import io.ncsn.sample.Prior;
import io.ncsn.sample.Sampler;
import io.ncsn.sample.SamplingPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The report's pictures: images for image-shaped rows, points and score fields for rows of two
 * columns.
 */
final class ReportPictures {
  private static final int IMAGES = 100;
  private static final int POINTS = 2000;
  private static final int FRAMES = 16;
  private static final int FIELDS = 12;
  private static final int GRID = 20;

  private final Settings settings;
  private final Checkpoint checkpoint;
  private final ScoreNetwork network;

  ReportPictures(Settings settings, Checkpoint checkpoint, ScoreNetwork network) {
    this.settings = settings;
    this.checkpoint = checkpoint;
    this.network = network;
  }

  /** Images, if the rows are image-shaped. */
  Optional<Images> images(EvaluationTables tables) {
    OptionalInt width = ImageShape.width(settings.report().imageWidth(), tables.columns());
    return width.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Images(
                width.getAsInt(),
                floats(tables.reference().matrix()),
                floats(tables.samples().matrix()),
                chain()));
  }

  /** Points and score fields, if the rows have two columns. */
  Optional<Plane> plane(EvaluationTables tables) {
    if (tables.columns().size() != 2) {
      return Optional.empty();
    }
    return Optional.of(
        new Plane(
            tables.columns().get(0),
            tables.columns().get(1),
            rows(tables.reference().matrix(), POINTS),
            rows(tables.samples().matrix(), POINTS),
            fields(tables.reference().matrix())));
  }

  private List<ChainFrame> chain() {
    ModelDescription model = checkpoint.model();
    List<ChainFrame> frames = new ArrayList<>();
    SamplingPlan.resolve(settings.sample(), model.schedule())
        .sampler(Sampler.clip(settings.sample(), model).over(network), Prior.of(model.ranges()))
        .sample(
            Streams.of(settings.sample().seed(), Purpose.EVALUATION),
            1,
            (sigma, rows) -> frames.add(new ChainFrame(sigma, inDataUnits(rows))));
    return evenly(frames.size(), FRAMES).mapToObj(frames::get).toList();
  }

  private float[] inDataUnits(float[] unit) {
    Scaler scaler = checkpoint.model().scaler();
    float[] row = new float[unit.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) scaler.fromUnit(i, unit[i]);
    }
    return row;
  }

  private List<ScoreField> fields(Matrix points) {
    NoiseSchedule schedule = checkpoint.model().schedule();
    List<double[]> grid = grid(points);
    return evenly(schedule.size(), FIELDS)
        .mapToObj(level -> field(schedule.sigma(level), grid))
        .toList();
  }

  private ScoreField field(double sigma, List<double[]> grid) {
    Scaler scaler = checkpoint.model().scaler();
    float[] unit = new float[2 * grid.size()];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) scaler.toUnit(i % 2, grid.get(i / 2)[i % 2]);
    }
    float[] score = network.score(unit, grid.size(), sigma);
    List<double[]> vectors = new ArrayList<>();
    for (int i = 0; i < grid.size(); i++) {
      vectors.add(
          new double[] {score[2 * i] / scaler.scale()[0], score[2 * i + 1] / scaler.scale()[1]});
    }
    return new ScoreField(sigma, grid, vectors);
  }

  /** A square grid over the points' range and a tenth around it. */
  private static List<double[]> grid(Matrix points) {
    double[][] axes = new double[2][];
    for (int axis = 0; axis < 2; axis++) {
      double[] column = points.column(axis);
      double least = Arrays.stream(column).min().orElse(0);
      double most = Arrays.stream(column).max().orElse(1);
      double margin = (most - least) / 10;
      axes[axis] =
          IntStream.range(0, GRID)
              .mapToDouble(i -> least - margin + i * (most - least + 2 * margin) / (GRID - 1))
              .toArray();
    }
    List<double[]> grid = new ArrayList<>();
    for (double x : axes[0]) {
      for (double y : axes[1]) {
        grid.add(new double[] {x, y});
      }
    }
    return grid;
  }

  /** At most {@code wanted} of the indices below {@code size}, first and last among them. */
  private static IntStream evenly(int size, int wanted) {
    int count = Math.min(size, wanted);
    return IntStream.range(0, count)
        .map(i -> count == 1 ? 0 : (int) Math.round((double) i * (size - 1) / (count - 1)));
  }

  private static List<double[]> rows(Matrix matrix, int most) {
    int columns = matrix.columns();
    return IntStream.range(0, Math.min(most, matrix.rows()))
        .mapToObj(i -> Arrays.copyOfRange(matrix.values(), i * columns, (i + 1) * columns))
        .toList();
  }

  private static List<float[]> floats(Matrix matrix) {
    return rows(matrix, IMAGES).stream().map(ReportPictures::asFloats).toList();
  }

  private static float[] asFloats(double[] row) {
    float[] values = new float[row.length];
    for (int i = 0; i < row.length; i++) {
      values[i] = (float) row[i];
    }
    return values;
  }
}
