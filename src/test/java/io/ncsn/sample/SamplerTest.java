package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.checkpoint.TrainingState;
import io.ncsn.config.ConfigException;
import io.ncsn.data.codec.ColumnRanges;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.codec.TableSchema.Column;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.Precision;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.testing.LocalSpark;
import io.ncsn.waves.WavePace;
import io.ncsn.waves.WaveTarget;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SamplerTest {
  private static final NoiseSchedule SCHEDULE =
      NoiseSchedule.of(ScheduleKind.GEOMETRIC, 3, 0.05, 40);

  private static final WavePace PACE = new WavePace(30);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(SamplerKind.class)
  void partitionsOnlyCutTheRowsIntoFiles(SamplerKind kind) {
    List<Row> one = sample(kind, "one", 1300, 1);
    assertThat(one).hasSize(1300);
    for (int partitions : new int[] {2, 3, 7}) {
      assertThat(sample(kind, "p" + partitions, 1300, partitions)).isEqualTo(one);
    }
  }

  @Test
  void aTraceLeadsStepByStepToTheSamples() {
    List<Row> samples = sample("samples", 10, 1);
    SampleSettings settings = settings(SamplerKind.ANNEALED_LANGEVIN, 10, 1, false);
    sampler(new float[spec().parameters()], settings).writeTrace(path("trace"));
    Dataset<Row> trace = LocalSpark.session().read().parquet(path("trace"));
    int last = 40 * 5 + 1; // the beginning is step 0, denoising the last
    assertThat(trace.count()).isEqualTo(3L * (last + 1));
    assertThat(trace.where("trace_step = 0").select("trace_sigma").distinct().collectAsList())
        .extracting(row -> row.getDouble(0))
        .containsExactly(SCHEDULE.largest());
    assertThat(
            trace
                .where("trace_step = " + last + " and trace_sigma = 0")
                .orderBy("sample_id")
                .drop("trace_step", "trace_sigma")
                .collectAsList())
        .isEqualTo(samples.subList(0, 3));
  }

  @Test
  void askingForFewerRowsGivesTheFirstOnes() {
    assertThat(sample("few", 600, 2)).isEqualTo(sample("many", 1100, 2).subList(0, 600));
  }

  @Test
  void rowsHaveTheInputsNamesTypesAndUnits() {
    sample("typed", 2000, 2);
    Dataset<Row> rows = LocalSpark.session().read().parquet(folder.resolve("typed").toString());
    assertThat(rows.schema().toDDL().replace(" NOT NULL", ""))
        .isEqualTo("sample_id BIGINT,x DOUBLE,n INT");
    Row mean = rows.selectExpr("avg(x)", "avg(n)", "stddev(x)").first();
    // N(0, 1) data in standardised units: mean 100 and 3, scale 10; four standard errors of 2,000
    // rows
    assertThat(mean.getDouble(0)).isBetween(100 - 0.9, 100 + 0.9);
    assertThat(mean.getDouble(1)).isBetween(3 - 0.18, 3 + 0.18);
    double deviation = 10 * Math.sqrt(variance());
    assertThat(mean.getDouble(2)).isBetween(0.93 * deviation, 1.07 * deviation);
  }

  /**
   * Returns the chains' variance in standardised units, by the recursion of annealed Langevin on
   * N(0, 1) data.
   */
  private static double variance() {
    SamplingMethod settled = settings(1, 1, false).method().settled(SCHEDULE);
    AnnealedLangevin langevin = (AnnealedLangevin) settled;
    double end = SCHEDULE.smallest();
    double variance = 1 + SCHEDULE.largest() * SCHEDULE.largest();
    for (double sigma : SCHEDULE.levels()) {
      double alpha = langevin.stepSize() * sigma * sigma / (end * end);
      for (int step = 0; step < langevin.stepsPerLevel(); step++) {
        variance = Math.pow(1 - alpha / (1 + sigma * sigma), 2) * variance + 2 * alpha;
      }
    }
    return variance * Math.pow(1 - end * end / (1 + end * end), 2);
  }

  @Test
  void divergedChainsAreCountedAndRefusedUnlessAllowed() {
    float[] wild = new float[spec().parameters()];
    Arrays.fill(wild, Float.MAX_VALUE);
    assertThatThrownBy(
            () ->
                sampler(wild, settings(512, 1, false)).write(new WaveTarget(path("refused"), PACE)))
        .isInstanceOf(NonFiniteSamplesException.class)
        .hasMessageContaining("512 of 512 chains ended in NaN or infinity");
    assertThat(
            sampler(wild, settings(512, 1, true))
                .write(new WaveTarget(path("allowed"), PACE))
                .nonFinite())
        .isEqualTo(512);
  }

  @Test
  void interpolationGoesFromOneSeedsFirstSampleToTheOthers() {
    List<Row> way = interpolated("way", 1);
    assertThat(way).hasSize(600);
    assertThat(interpolated("way of two", 2)).isEqualTo(way);
    for (int i = 0; i < way.size(); i++) {
      assertThat(way.get(i).getDouble(3)).isEqualTo(i / 599.0);
    }
    List<Row> first = sample(SamplerKind.ODE_HEUN, "first", 1, 1);
    assertThat(way.get(0).getDouble(1)).isEqualTo(first.get(0).getDouble(1));
    assertThat(way.get(0).getInt(2)).isEqualTo(first.get(0).getInt(2));
    double widest = 0;
    for (int i = 1; i < way.size(); i++) {
      widest = Math.max(widest, Math.abs(way.get(i).getDouble(1) - way.get(i - 1).getDouble(1)));
    }
    // The noise turns by π/2 in 599 steps, and no row of N(0, 1) data lies beyond 5.
    assertThat(widest).isLessThan(10 * 5 * Math.sqrt(2) * Math.PI / 2 / 599 * 1.1);
  }

  private List<Row> interpolated(String name, int partitions) {
    SampleSettings settings =
        settings(SamplerKind.ODE_HEUN, 600, partitions, false, List.of(9L, 8L));
    sampler(new float[spec().parameters()], settings).write(new WaveTarget(path(name), PACE));
    return LocalSpark.session().read().parquet(path(name)).orderBy("sample_id").collectAsList();
  }

  @Test
  void samplesOfOtherSettingsAreNotMixed() {
    sample("begun", 600, 1);
    float[] other = new float[spec().parameters()];
    other[0] = 1;
    assertThatThrownBy(
            () ->
                sampler(other, settings(600, 1, false)).write(new WaveTarget(path("begun"), PACE)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("it was begun with model = ");
    assertThatThrownBy(() -> sample("begun", 601, 1))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("it was begun with sample.count = 600, found 601");
    assertThatThrownBy(() -> sample(SamplerKind.ODE_HEUN, "begun", 600, 1))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("it was begun with sample.churn = nothing, found 0.0");
    assertThat(sample("begun", 600, 2)).hasSize(600);
  }

  private List<Row> sample(String name, long count, int partitions) {
    return sample(SamplerKind.ANNEALED_LANGEVIN, name, count, partitions);
  }

  private List<Row> sample(SamplerKind kind, String name, long count, int partitions) {
    float[] zero = new float[spec().parameters()];
    assertThat(
            sampler(zero, settings(kind, count, partitions, false))
                .write(new WaveTarget(path(name), PACE))
                .nonFinite())
        .isZero();
    return LocalSpark.session().read().parquet(path(name)).orderBy("sample_id").collectAsList();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static SampleSettings settings(long count, int partitions, boolean allowNonFinite) {
    return settings(SamplerKind.ANNEALED_LANGEVIN, count, partitions, allowNonFinite);
  }

  private static SampleSettings settings(
      SamplerKind kind, long count, int partitions, boolean allowNonFinite) {
    return settings(kind, count, partitions, allowNonFinite, List.of());
  }

  private static SampleSettings settings(
      SamplerKind kind,
      long count,
      int partitions,
      boolean allowNonFinite,
      List<Long> interpolate) {
    return new SampleSettings(
        count,
        9,
        Collections.emptySortedMap(),
        0,
        kind.of(5, 0, 0, 0, 0.16),
        Optional.empty(),
        Precision.FLOAT32,
        interpolate,
        3,
        false,
        allowNonFinite,
        OptionalInt.of(partitions),
        SampleImages.NONE);
  }

  private static NetworkSpec spec() {
    return new NetworkSpec(2, List.of(4), Form.EDM);
  }

  private static Sampler sampler(float[] parameters, SampleSettings settings) {
    TableSchema schema =
        new TableSchema(
            Layout.COLUMNS, "", List.of(new Column("x", "double"), new Column("n", "int")));
    ModelDescription model =
        new ModelDescription(
            spec(),
            SCHEDULE,
            schema,
            new Scaler(new double[] {100, 3}, new double[] {10, 2}),
            ColumnRanges.standard(new float[2], new float[2]),
            Map.of());
    float[] updater = new float[2 * parameters.length];
    Checkpoint checkpoint =
        new Checkpoint(
            model,
            TrainingState.initial("hash"),
            Map.of(
                Checkpoint.PARAMETERS, parameters,
                Checkpoint.EMA, parameters,
                Checkpoint.UPDATER, updater));
    return new Sampler(
        LocalSpark.session(), checkpoint, settings, KernelPlan.here(KernelChoice.LIBTORCH));
  }
}
