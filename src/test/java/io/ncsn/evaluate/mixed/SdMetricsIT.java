package io.ncsn.evaluate.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ncsn.evaluate.mixed.Privacy.AgainstHoldout;
import io.ncsn.testing.Needs;
import io.ncsn.testing.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Compares every measure with what SDMetrics, scikit-learn and NumPy find in the same files. */
@Needs(value = Tool.SDMETRICS, toTest = "the measures of mixed tables beside SDMetrics'")
@TestInstance(Lifecycle.PER_CLASS)
class SdMetricsIT {
  /** Classifiers of other folds. */
  private static final double CLASSIFIERS = 0.02;

  private MixedMeasures ours;
  private JsonNode theirs;

  @BeforeAll
  void measure(@TempDir Path folder) throws IOException, InterruptedException {
    List<Row> real = ReferenceTables.rows(1999, 0, 1);
    List<Row> synthetic = ReferenceTables.rows(1999, 0.3, 2);
    List<Row> holdout = ReferenceTables.rows(1999, 0, 3);
    ours =
        MixedQuality.of(
                ReferenceTables.table(real),
                ReferenceTables.table(synthetic),
                Optional.of(ReferenceTables.table(holdout)),
                ReferenceTables.COLUMNS)
            .with(MixedSettings.defaults().withTarget("paid"))
            .measures();
    theirs =
        reference(
            folder,
            ReferenceTables.write(folder.resolve("real.csv"), real),
            ReferenceTables.write(folder.resolve("synthetic.csv"), synthetic),
            ReferenceTables.write(folder.resolve("holdout.csv"), holdout));
  }

  @Test
  void shapeIsSdMetricsColumnShapes() {
    assertThat(ours.shape().columns()).hasSameSizeAs(theirs.get("shape"));
    ours.shape()
        .columns()
        .forEach(
            column ->
                assertThat(column.error().value())
                    .as(column.column().name())
                    .isCloseTo(
                        theirs.get("shape").get(column.column().name()).asDouble(), within(1e-9)));
  }

  @Test
  void trendIsSdMetricsColumnPairTrends() {
    assertThat(ours.trend().pairs()).hasSameSizeAs(theirs.get("trend"));
    ours.trend()
        .pairs()
        .forEach(
            pair ->
                assertThat(pair.ownBins().value())
                    .as("%s and %s", pair.first(), pair.second())
                    .isCloseTo(
                        theirs.get("trend").get(pair.first() + "/" + pair.second()).asDouble(),
                        within(1e-9)));
  }

  @Test
  void classifiersDoAsWellAsSdMetricsAndScikitLearns() {
    Utility utility = ours.utility().orElseThrow();
    assertThat(ours.detection().logistic().value())
        .isCloseTo(number("logistic"), within(CLASSIFIERS));
    assertThat(ours.detection().trees().value()).isCloseTo(number("trees"), within(CLASSIFIERS));
    assertThat(utility.figures().value())
        .isCloseTo(theirs.get("utility").get("synthetic").asDouble(), within(CLASSIFIERS));
    assertThat(utility.figures().floor().getAsDouble())
        .isCloseTo(theirs.get("utility").get("real").asDouble(), within(CLASSIFIERS));
    assertThat(number("logistic")).as("neither blind nor certain").isBetween(0.55, 0.95);
  }

  @Test
  void coverageIsThatOfSynthcitysFormulas() {
    assertThat(ours.coverage().alphaPrecision().value()).isCloseTo(number("alpha"), within(1e-3));
    assertThat(ours.coverage().betaRecall().value()).isCloseTo(number("beta"), within(1e-3));
  }

  @Test
  void privacyIsThatOfDistancesByBruteForce() {
    AgainstHoldout against = ours.privacy().againstHoldout().orElseThrow();
    assertThat(ours.privacy().closestMedian().value()).isCloseTo(number("median"), within(1e-5));
    assertThat(against.nearerShare().value()).isCloseTo(number("nearer"), within(2e-3));
    assertThat(against.membershipAdvantage().value()).isCloseTo(number("advantage"), within(2e-3));
  }

  private double number(String name) {
    return theirs.get(name).asDouble();
  }

  private static JsonNode reference(Path folder, Path real, Path synthetic, Path holdout)
      throws IOException, InterruptedException {
    Path script = folder.resolve("reference_measures.py");
    try (InputStream source = SdMetricsIT.class.getResourceAsStream("reference_measures.py")) {
      Files.copy(source, script);
    }
    Path description =
        Files.writeString(
            folder.resolve("description.json"),
            "{\"target\": \"paid\", \"types\": {\"age\": \"numerical\", \"amount\": \"numerical\","
                + " \"day\": \"datetime\", \"seen\": \"datetime\", \"city\": \"categorical\","
                + " \"colour\": \"categorical\", \"paid\": \"boolean\"}}");
    Path found = folder.resolve("found.json");
    Path errors = folder.resolve("errors.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.of(Tool.sdMetricsPython(), script, real, synthetic, holdout, description)
                .map(Object::toString)
                .toList());
    builder.environment().put("OMP_NUM_THREADS", "1"); // more only wait for each other here
    Process process = builder.redirectOutput(found.toFile()).redirectError(errors.toFile()).start();
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    return new ObjectMapper().readTree(found.toFile());
  }
}
