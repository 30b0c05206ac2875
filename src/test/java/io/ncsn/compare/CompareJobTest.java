package io.ncsn.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.config.Measure;
import io.ncsn.evaluate.JudgedRun;
import io.ncsn.evaluate.StudyResult;
import io.ncsn.job.ProgressLine;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.Storage;
import io.ncsn.settings.Comparison;
import io.ncsn.settings.SettingOverride;
import io.ncsn.settings.SettingsReader;
import io.ncsn.testing.LocalSpark;
import io.ncsn.truth.GaussianMixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareJobTest {
  private static final String JOB =
      """
      data { input = "dataset:mixture", rows = 3000, holdout = 0.2 }
      noise { sigma-begin = 5, sigma-end = 0.1, levels = 6 }
      network.hidden = [16, 16]
      train { max-rounds = 2, averaging-frequency = 20, replicas = 2 }
      sample { count = 600, allow-non-finite = true }
      evaluate { rows = 500, projections = 8 }
      compare.studies {
        samplers {
          measures = [ks-max, weight-error, evaluations, sample-seconds]
          x = evaluations
          baseline { variant = annealed, measure = ks-max, cost = evaluations }
          variants {
            annealed { along.sample.steps-per-level = [1, 3] }
            ode { sample.sampler = ode-heun, along.sample.steps = [4, 6] }
          }
        }
        training {
          measures = [fisher, weighted-fisher, log-likelihood, holdout-loss, train-seconds, step-seconds, columns]
          variants {
            short {}
            wild { train { learning-rate = 1e20, clip-norm = none } }
          }
        }
      }
      """;

  @TempDir private Path folder;
  private final SparkSession spark = LocalSpark.session();

  @Test
  void runsAreJudgedAsTheirPartsWouldBeByThemselvesAndOnce() throws IOException {
    List<StudyResult> results = run();

    areJudged(results);
    areTakenWhenTheComparisonGoesOn(results);
  }

  private void areJudged(List<StudyResult> results) throws IOException {
    StudyResult samplers = results.get(0);
    assertThat(samplers.runs())
        .extracting(run -> run.value(Measure.EVALUATIONS))
        .containsExactly(7.0, 19.0, 7.0, 11.0);
    assertThat(samplers.runs())
        .extracting(JudgedRun::x)
        .containsExactly("7.0", "19.0", "7.0", "11.0");
    assertThat(samplers.runs())
        .allSatisfy(run -> assertThat(run.value(Measure.KS_MAX)).isBetween(0.01, 1.0));
    assertThat(samplers.references().get(Measure.KS_MAX)).isBetween(0.01, 0.15);

    JudgedRun trained = results.get(1).runs().get(0);
    assertThat(trained.value(Measure.COLUMNS)).isEqualTo(2);
    assertThat(trained.value(Measure.HOLDOUT_LOSS))
        .isEqualTo(
            ModelDirectory.at(model().toString(), new Configuration())
                .read()
                .state()
                .bestHoldoutLoss())
        .isPositive();
    assertThat(trained.value(Measure.STEP_SECONDS))
        .isCloseTo(trained.value(Measure.TRAIN_SECONDS) / 40, within(1e-12));
    assertThat(trained.value(Measure.FISHER)).isCloseTo(fisher(model()), within(1e-6));
    // Less the mixture's entropy: the components' log(2πe) and, as they are apart, the weights'.
    double perfect = -Math.log(2 * Math.PI * Math.E) + 0.8 * Math.log(0.8) + 0.2 * Math.log(0.2);
    assertThat(results.get(1).references().get(Measure.LOG_LIKELIHOOD))
        .isCloseTo(perfect, within(0.2)); // 500 rows, deviation 1.2
    assertThat(trained.value(Measure.LOG_LIKELIHOOD)).isBetween(perfect - 3, perfect + 0.2);

    JudgedRun wild = results.get(1).runs().get(1);
    assertThat(wild.failure()).hasValueSatisfying(f -> assertThat(f).contains("diverged"));
    assertThat(wild.values()).isEmpty();
  }

  private void areTakenWhenTheComparisonGoesOn(List<StudyResult> first) throws IOException {
    long trained = Files.getLastModifiedTime(model().resolve("model.json")).toMillis();

    List<StudyResult> second = run();

    assertThat(second.get(0).runs()).isEqualTo(first.get(0).runs());
    assertThat(second.get(1).runs().get(0)).isEqualTo(first.get(1).runs().get(0));
    assertThat(Files.getLastModifiedTime(model().resolve("model.json")).toMillis())
        .isEqualTo(trained);
    List<String> lines = Files.readAllLines(folder.resolve("out/compare.jsonl"));
    assertThat(lines).hasSize(6);
    JsonNode line = new ObjectMapper().readTree(lines.get(1));
    assertThat(line.path("study").asText()).isEqualTo("samplers");
    assertThat(line.path("along").path("sample.steps-per-level").asText()).isEqualTo("3");
    assertThat(line.path("measures").path("evaluations").asDouble()).isEqualTo(19);
  }

  private List<StudyResult> run() {
    Comparison comparison =
        new SettingsReader(location -> JOB)
            .readComparison(
                Optional.of("job.conf"),
                List.of(new SettingOverride("output", folder.resolve("out").toString(), "test")));
    Storage storage = Storage.ofSubmit();
    OutputDirectory output = new OutputDirectory(storage, folder.resolve("out").toString());
    return new CompareJob(spark, storage, output, comparison, () -> ProgressLine.NONE).run();
  }

  /** The one model directory that was trained to its end. */
  private Path model() throws IOException {
    try (Stream<Path> models = Files.list(folder.resolve("out/models"))) {
      return models
          .map(directory -> directory.resolve("model"))
          .filter(model -> Files.exists(model.resolve("model.json")))
          .findFirst()
          .orElseThrow();
    }
  }

  /** E‖s − s_true‖² at σ_L, by points of our own and the mixture's formula. */
  private double fisher(Path directory) {
    Checkpoint checkpoint =
        ModelDirectory.at(directory.toString(), spark.sparkContext().hadoopConfiguration()).read();
    double[][] unit = {{1, 0}, {0, 1}};
    GaussianMixture truth =
        GaussianMixture.of(
                new double[] {0.8, 0.2},
                new double[][] {{5, 5}, {-5, -5}},
                new double[][][] {unit, unit})
            .standardised(checkpoint.model().scaler().mean(), checkpoint.model().scaler().scale());
    int count = 10_000;
    int lastLevel = checkpoint.model().schedule().size() - 1;
    double sigma = checkpoint.model().schedule().smallest();
    float[] rows = truth.draws(Streams.of(0, Purpose.EVALUATION, lastLevel), sigma, count);
    float[] expected = truth.scoreFunction().score(rows, count, sigma);
    try (ScoreNetwork network =
        new ScoreNetwork(
            checkpoint.model().ofNumbers(), checkpoint.samplingParameters(), KernelChoice.AUTO)) {
      float[] scores = network.score(rows, count, sigma);
      double sum = 0;
      for (int i = 0; i < scores.length; i++) {
        sum += Math.pow(scores[i] - expected[i], 2);
      }
      return sum / count;
    }
  }
}
