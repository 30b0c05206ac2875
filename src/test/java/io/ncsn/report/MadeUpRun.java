package io.ncsn.report;

import io.ncsn.config.Gate;
import io.ncsn.config.Gate.Relation;
import io.ncsn.config.Measure;
import io.ncsn.evaluate.ColumnComparison;
import io.ncsn.evaluate.Correlations;
import io.ncsn.evaluate.EvaluationResult;
import io.ncsn.evaluate.EvaluationResult.RowCounts;
import io.ncsn.evaluate.GateResult;
import io.ncsn.evaluate.GroundTruth;
import io.ncsn.evaluate.Histogram;
import io.ncsn.evaluate.ImageFeatures;
import io.ncsn.evaluate.ImageFeatures.Kind;
import io.ncsn.evaluate.Metric;
import io.ncsn.report.Images.ChainFrame;
import io.ncsn.report.Images.ClassImages;
import io.ncsn.report.Images.Completion;
import io.ncsn.report.Images.Neighbours;
import io.ncsn.report.ReportInputs.BadRows;
import io.ncsn.report.ReportInputs.Chains;
import io.ncsn.report.ReportInputs.ChainsFrame;
import io.ncsn.report.ReportInputs.FieldView;
import io.ncsn.report.ReportInputs.Plane;
import io.ncsn.report.ReportInputs.ScoreField;
import io.ncsn.report.ReportInputs.Setting;
import io.ncsn.report.ReportInputs.Surface;
import io.ncsn.report.ReportInputs.TrainingPoint;
import io.ncsn.report.ReportInputs.Validation;
import io.ncsn.report.ReportInputs.ValidationPoint;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Inputs of a report that shows every part. */
final class MadeUpRun {
  private static final double[] SIGMAS = {10, 3, 1, 0.3, 0.1};

  private MadeUpRun() {}

  /** A report of six columns of these names, with {@code text} wherever data can hold text. */
  static ReportInputs withText(String text, List<String> columns) {
    return new ReportInputs(
        "Made-up run " + text,
        List.of(
            new Setting("data.input", text, "run.conf:3"),
            new Setting("train.seed", "1", "reference.conf:40 (default)")),
        Map.of("input", text),
        series(300, i -> new TrainingPoint(i, 128L * i, i / 9.0, 1 + 4.0 / (i + 1), 90_000)),
        Optional.of(
            new Validation(
                List.of(10.0, 1.0, 0.1, 0.01),
                series(
                    30,
                    i ->
                        new ValidationPoint(
                            10 * i, 1 + 3.0 / (i + 1), List.of(2.0 / (i + 1), 1.0, 1.5))))),
        Optional.of(evaluation(columns)),
        new BadRows(
            "drop",
            10_000,
            Map.of("text where a number belongs " + text, 12L),
            List.of("row: " + text)),
        Optional.of(images()),
        Optional.of(plane(text)),
        List.of("A warning about " + text),
        List.of(),
        List.of(
            new GateResult(new Gate(Measure.SHAPE, Relation.BELOW, 0.1), OptionalDouble.empty())));
  }

  /** A report of nothing but a title. */
  static ReportInputs empty() {
    return of(Optional.empty());
  }

  /** A run of images alone. */
  static ReportInputs withImages(Images images) {
    return of(Optional.of(images));
  }

  private static ReportInputs of(Optional<Images> images) {
    return new ReportInputs(
        "Empty",
        List.of(),
        Map.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        new BadRows("fail", 0, Map.of(), List.of()),
        images,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of());
  }

  private static EvaluationResult evaluation(List<String> columns) {
    List<ColumnComparison> comparisons =
        IntStream.range(0, columns.size())
            .mapToObj(
                j ->
                    new ColumnComparison(
                        columns.get(j), 0.02 + 0.01 * j, OptionalDouble.of(0.015), histogram(j)))
            .toList();
    int size = columns.size();
    double[][] real = new double[size][size];
    double[][] sampled = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        real[i][j] = Math.cos(i - j);
        sampled[i][j] = Math.cos(0.9 * (i - j));
      }
    }
    return new EvaluationResult(
        new RowCounts(3804, 10_000, 15_216, 0, 3),
        List.of(
            new Metric(Measure.SLICED_WASSERSTEIN, 0.0713, OptionalDouble.of(0.0518)),
            new Metric(Measure.MMD2, -0.00002, OptionalDouble.of(0.00007)),
            new Metric(Measure.ONE_NN_ACCURACY, 0.55, OptionalDouble.empty())),
        comparisons,
        Optional.of(new Correlations(columns, real, sampled)),
        Optional.of(
            new ImageFeatures(
                Kind.CLASSIFIER,
                64,
                OptionalInt.of(13_007),
                OptionalDouble.of(0.8941),
                Optional.empty())),
        Optional.of(truth()));
  }

  private static GroundTruth truth() {
    return new GroundTruth(
        Arrays.stream(SIGMAS)
            .mapToObj(
                s -> new GroundTruth.FisherDivergence(s, 0.02 / s / s, 0.02 + 0.01 / s, 0.001))
            .toList(),
        List.of(
            new GroundTruth.ComponentWeight(List.of(5.0, 5.0), 0.8, 0.791),
            new GroundTruth.ComponentWeight(List.of(-5.0, -5.0), 0.2, 0.209)));
  }

  private static Histogram histogram(int column) {
    double[] edges = new double[31];
    double[] real = new double[30];
    double[] sampled = new double[30];
    for (int i = 0; i < 30; i++) {
      edges[i] = -3 + i / 5.0;
      real[i] = 0.08 * Math.exp(-Math.pow(edges[i] + 0.1, 2) / 2);
      sampled[i] = 0.08 * Math.exp(-Math.pow(edges[i] - 0.1 * column, 2) / 2);
    }
    edges[30] = 3;
    return new Histogram(edges, real, sampled);
  }

  private static Images images() {
    List<ChainFrame> chain =
        series(
            40,
            i ->
                new ChainFrame(
                    10 * Math.pow(0.87, i),
                    List.of(image(8, (39 - i) / 8.0), image(9, (39 - i) / 8.0))));
    List<Neighbours> neighbours =
        IntStream.range(0, 7)
            .mapToObj(i -> new Neighbours(image(i, 0.1), series(3, k -> image(i, 0.02 * k))))
            .toList();
    List<ClassImages> classes =
        series(
            3,
            c ->
                new ClassImages(
                    "ring " + c,
                    100 + c,
                    series(10, i -> image(3 * i + c, 0.1)),
                    series(10, i -> image(3 * i + c, 0))));
    return new Images(
        8,
        1,
        series(100, i -> image(i, 0)),
        series(100, i -> image(i, 0.1)),
        neighbours,
        chain,
        classes,
        series(
            5, i -> new Completion(image(i, 0), 32, List.of(image(i, 0.05), image(i + 1, 0.05)))));
  }

  private static float[] image(int seed, double noise) {
    Random random = new Random(seed);
    float[] pixels = new float[64];
    for (int i = 0; i < 64; i++) {
      int line = i / 8;
      double ring = Math.hypot(i % 8 - 3.5, line - 3.5 - seed % 3 * 0.4);
      pixels[i] =
          (float) (16 * Math.exp(-Math.pow(ring - 2.5, 2)) + 16 * noise * random.nextGaussian());
    }
    return pixels;
  }

  private static Plane plane(String text) {
    Random random = new Random(1);
    Function<Integer, double[]> point =
        i -> {
          double centre = i % 5 == 0 ? -5 : 5;
          return new double[] {centre + random.nextGaussian(), centre + random.nextGaussian()};
        };
    List<ScoreField> fields = Arrays.stream(SIGMAS).mapToObj(MadeUpRun::field).toList();
    return new Plane(
        "x " + text,
        "y",
        new double[] {-9, -9, 9, 9},
        series(1000, point),
        series(1000, point),
        fields,
        Optional.of(chains()));
  }

  private static Chains chains() {
    Random random = new Random(2);
    List<double[]> ends =
        series(50, i -> new double[] {5 + random.nextGaussian(), 5 + random.nextGaussian()});
    return new Chains(
        "annealed-langevin",
        200,
        series(
            21,
            i ->
                new ChainsFrame(
                    10 * i,
                    i == 20 ? 0 : 10 * Math.pow(0.8, i),
                    ends.stream()
                        .map(end -> new double[] {end[0] + (20 - i) / 4.0, end[1] - (20 - i) / 3.0})
                        .toList())));
  }

  private static ScoreField field(double sigma) {
    List<double[]> points =
        series(196, i -> new double[] {-9 + 18.0 * (i % 14) / 13, -9 + 18.0 * (i / 14) / 13});
    return new ScoreField(sigma, points, view(points, sigma), Optional.of(view(points, 2 * sigma)));
  }

  private static FieldView view(List<double[]> points, double sigma) {
    double variance = 1 + sigma * sigma;
    List<double[]> scores =
        points.stream()
            .map(
                p -> {
                  double weight = 1 / (1 + 0.25 * Math.exp(-10 * (p[0] + p[1]) / variance));
                  double centre = 5 * (2 * weight - 1);
                  return new double[] {(centre - p[0]) / variance, (centre - p[1]) / variance};
                })
            .toList();
    double[] logs = new double[900];
    Arrays.setAll(
        logs, i -> -(Math.pow(i % 30 - 20, 2) + Math.pow(i / 30 - 20, 2)) / 10 / variance);
    return new FieldView(scores, Optional.of(new Surface(30, logs)));
  }

  private static <T> List<T> series(int size, Function<Integer, T> make) {
    return IntStream.range(0, size).boxed().map(make).toList();
  }
}
