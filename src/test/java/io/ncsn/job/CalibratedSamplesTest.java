package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.CheckpointException;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples of a model that corrects its marginals, and of one that does not. */
class CalibratedSamplesTest {
  @TempDir private static Path folder;
  private static Dataset<Row> table;
  private static TrainedModel model;
  private static TrainedModel plain;

  @BeforeAll
  static void train() {
    table = MixedTable.table();
    model = Training.of(MixedTable.settings()).on(table, path("trained")).model();
    plain =
        Training.of(MixedTable.settings("train.calibration-rows=0"))
            .on(table, path("plain"))
            .model();
  }

  @Test
  void aFinishedTrainingKeepsItsCalibration() {
    TrainedModel again = Training.of(MixedTable.settings()).on(table, path("trained")).model();

    assertThat(MixedTable.calibration(again)).isNotNull().isEqualTo(MixedTable.calibration(model));
  }

  @Test
  void samplesWithoutConditionsAreCalibratedAndOthersAreNot() {
    assertThat(MixedTable.calibration(plain)).isNull();
    assertThat(plain.checkpoint().samplingParameters())
        .isEqualTo(model.checkpoint().samplingParameters());
    String condition = "sample.where.yes=true";
    assertThat(MixedTable.sorted(MixedTable.rows(plain, condition)))
        .isEqualTo(MixedTable.sorted(MixedTable.rows(model, condition)));
    String none = "sample.partitions=2";
    assertThat(MixedTable.sorted(MixedTable.rows(plain, none)))
        .isNotEqualTo(MixedTable.sorted(MixedTable.rows(model, none)));
  }

  /** The number that has no places is corrected in its own cells alone, at the last step. */
  @Test
  void tracesAreCalibratedAtTheirEndAlone() {
    List<Row> calibrated = trace(model);
    List<Row> others = trace(plain);
    int last = calibrated.get(calibrated.size() - 1).getAs("trace_step");

    assertThat(calibrated.subList(0, 3)).isEqualTo(others.subList(0, 3)); // noise
    assertThat(calibrated.subList(3 * last, 3 * last + 3))
        .extracting(row -> (Object) row.getAs("number"))
        .isEqualTo(
            MixedTable.rows(model, "sample.count=3").orderBy("sample_id").collectAsList().stream()
                .map(row -> (Object) row.getAs("number"))
                .toList());
  }

  private List<Row> trace(TrainedModel of) {
    String place = path("trace-" + System.identityHashCode(of));
    of.sampler(MixedTable.settings("sample.trace=3").settings().sample()).writeTrace(place);
    return LocalSpark.session()
        .read()
        .parquet(place)
        .orderBy("trace_step", "sample_id")
        .collectAsList();
  }

  @Test
  void aCalibrationOfOtherColumnsIsRefused() {
    ModelDirectory directory = ModelDirectory.at(path("other"), new Configuration());
    directory.publish(model.checkpoint().with(Checkpoint.CALIBRATION, new float[7]));

    assertThatThrownBy(directory::read)
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(
            "found a calibration of %d numbers, and a vector of 7",
            MixedTable.calibration(model).length);
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }
}
