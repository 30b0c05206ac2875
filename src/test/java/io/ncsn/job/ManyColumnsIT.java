package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.sql.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of 20,000 columns is trained and sampled. */
@Order(1)
class ManyColumnsIT {
  private static final int COLUMNS = 20_011;
  private static final int ROWS = 13;

  @TempDir private Path folder;

  /**
   * Four kinds of columns take turns: whole numbers, booleans, numbers, and columns with empty
   * cells.
   */
  private static Dataset<Row> table() {
    StructType schema = new StructType();
    for (int c = 0; c < COLUMNS; c++) {
      schema =
          schema.add(
              "c" + c,
              List.of(
                      DataTypes.ByteType,
                      DataTypes.BooleanType,
                      DataTypes.DoubleType,
                      DataTypes.DateType)
                  .get(c % 4));
    }
    List<Row> rows = IntStream.range(0, ROWS).mapToObj(ManyColumnsIT::row).toList();
    return LocalSpark.session().createDataFrame(rows, schema).coalesce(1);
  }

  private static Row row(int id) {
    return RowFactory.create(
        IntStream.range(0, COLUMNS)
            .mapToObj(
                c ->
                    switch (c % 4) {
                      case 0 -> (byte) ((id + c) % 2);
                      case 1 -> (id * c) % 3 == 0;
                      case 2 -> (double) (id + c) % 3;
                      default -> id % 2 == 0 ? null : Date.valueOf("2024-02-29");
                    })
            .toArray());
  }

  @Test
  void areTrainedAndSampled() {
    var settings =
        ShortTraining.settings(
            "data.holdout=0",
            "network.hidden=5",
            "train.max-seconds=none",
            "train.max-rounds=1",
            "train.averaging-frequency=3",
            "train.batch-size=7",
            "train.replicas=1",
            "sample.count=11",
            "sample.sampler=dpm-solver",
            "sample.steps=3");

    List<Row> samples =
        Training.of(settings)
            .on(table(), folder.toString())
            .model()
            .sampler(settings.settings().sample())
            .rows()
            .collectAsList();

    assertThat(samples).hasSize(11);
    assertThat(samples.get(0).size()).isEqualTo(COLUMNS + 1);
  }
}
