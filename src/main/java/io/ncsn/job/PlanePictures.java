package io.ncsn.job;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.evaluate.EvaluationTables;
import io.ncsn.evaluate.KnownDensities;
import io.ncsn.evaluate.Matrix;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import io.ncsn.report.ReportInputs.Chains;
import io.ncsn.report.ReportInputs.ChainsFrame;
import io.ncsn.report.ReportInputs.FieldView;
import io.ncsn.report.ReportInputs.Plane;
import io.ncsn.report.ReportInputs.ScoreField;
import io.ncsn.report.ReportInputs.Surface;
import io.ncsn.sample.ModelChains;
import io.ncsn.sample.SampleSettings;
import io.ncsn.sample.SamplingPlan;
import io.ncsn.sample.Traces;
import io.ncsn.settings.Settings;
import io.ncsn.truth.Density;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Pictures of a model of two columns: points, score fields, densities and moving chains. */
final class PlanePictures {
  private static final int POINTS = 2000;
  private static final int FIELDS = 12;
  private static final int ARROWS = 18;

  /** Number of cells along a side of a density. */
  private static final int CELLS = 40;

  /** Tolerance for integrating the density, which only serves for a picture. */
  private static final double TOLERANCE = 1e-3;

  private static final int CHAINS = 150;
  private static final int FRAMES = 60;

  private final SampleSettings settings;
  private final TrainedModel model;
  private final ModelDescription description;
  private final ScoreNetwork network;
  private final EvaluationTables tables;
  private final PlaneView view;
  private final Optional<Density> truth;

  /**
   * Makes the pictures.
   *
   * @param network the model's network
   * @param tables tables of two columns
   */
  PlanePictures(
      Settings settings, TrainedModel model, ScoreNetwork network, EvaluationTables tables) {
    this.settings = settings.sample();
    this.model = model;
    this.description = model.description();
    this.network = network;
    this.tables = tables;
    this.view = PlaneView.around(tables.reference().matrix(), description.scaler());
    this.truth =
        KnownDensities.of(settings.data().input(), tables.columns())
            .map(
                known ->
                    known.standardised(description.scaler().mean(), description.scaler().scale()));
  }

  /** Draws all pictures. */
  Plane plane() {
    return new Plane(
        tables.columns().get(0),
        tables.columns().get(1),
        view.extent(),
        points(tables.reference().matrix()),
        points(tables.samples().matrix()),
        ReportPictures.evenly(description.schedule().size(), FIELDS).mapToObj(this::field).toList(),
        Optional.of(chains()));
  }

  private static List<double[]> points(Matrix matrix) {
    return IntStream.range(0, Math.min(POINTS, matrix.rows())).mapToObj(matrix::row).toList();
  }

  private ScoreField field(int level) {
    double sigma = description.schedule().sigma(level);
    float[] points = view.centres(ARROWS);
    int count = ARROWS * ARROWS;
    FieldView learned =
        new FieldView(PlaneView.pairs(network.score(points, count, sigma)), learned(level));
    Optional<FieldView> known =
        truth.map(
            density ->
                new FieldView(
                    PlaneView.pairs(density.scoreFunction().score(points, count, sigma)),
                    Optional.of(known(density, sigma))));
    return new ScoreField(sigma, view.inDataUnits(points), learned, known);
  }

  /**
   * Returns log p_σ up to a constant: minus the energy, or by the probability-flow ODE from that
   * level up. A score at one level has none.
   */
  private Optional<Surface> learned(int level) {
    int count = CELLS * CELLS;
    Optional<Surface> byEnergy =
        network
            .energy()
            .map(
                energy -> {
                  double[] energies = new double[count];
                  energy.energy(
                      view.centres(CELLS), count, description.schedule().sigma(level), energies);
                  return new Surface(CELLS, Arrays.stream(energies).map(e -> -e).toArray());
                });
    return byEnergy.isPresent() || !description.network().conditional()
        ? byEnergy
        : Optional.of(byFlow(level));
  }

  private Surface byFlow(int level) {
    int count = CELLS * CELLS;
    double[][] logs =
        model
            .flow(level, network, TOLERANCE)
            .logDensities(view.centres(CELLS), count, Traces.exact(count, 2));
    return new Surface(CELLS, Arrays.stream(logs).mapToDouble(log -> log[0]).toArray());
  }

  private Surface known(Density density, double sigma) {
    List<double[]> centres = PlaneView.pairs(view.centres(CELLS));
    return new Surface(
        CELLS, centres.stream().mapToDouble(point -> density.logDensity(point, sigma)).toArray());
  }

  /** Returns chains that start where the noise is no longer much wider than the picture. */
  private Chains chains() {
    ModelChains chains = model.chains(settings);
    SamplingPlan plan = chains.plan();
    int stride = (int) Math.max(1, plan.evaluations() / (10 * FRAMES));
    List<ChainsFrame> seen = new ArrayList<>();
    int[] step = {0};
    chains
        .over(network)
        .sample(
            Streams.of(settings.seed(), Purpose.EVALUATION),
            CHAINS,
            (sigma, rows) -> {
              if (sigma < view.half() && (step[0] % stride == 0 || sigma == 0)) {
                seen.add(new ChainsFrame(step[0], sigma, view.inDataUnits(rows)));
              }
              step[0]++;
            });
    return new Chains(
        plan.method().word(),
        step[0] - 1,
        ReportPictures.evenly(seen.size(), FRAMES).mapToObj(seen::get).toList());
  }
}
