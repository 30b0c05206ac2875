package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.data.codec.DataException;
import io.ncsn.sample.Likelihood;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables with columns that are no cells: structs, of which fields may be named, maps, binary. */
class StructColumnsTest {
  private static final SparkSession SPARK = LocalSpark.session();
  @TempDir private static Path folder;

  private static Dataset<Row> table() {
    return SPARK
        .range(0, 997, 1, 2)
        .selectExpr(
            "id % 5 as amount",
            "if(id % 7 = 0, null, named_struct('city', array('Rom', 'Ulm')[cast(id % 2 as int)],"
                + " 'place', named_struct('latitude', round(sin(id), 3), 'p.o. box', id % 3)))"
                + " as Address");
  }

  @Test
  void fieldsAreTakenByTheirPathsInAllJobs() {
    String input = folder.resolve("table.parquet").toString();
    table().write().parquet(input);
    EffectiveSettings settings =
        settings(
            "data.input=" + input,
            "data.columns=[address.CITY, amount, Address.place.latitude, Address.place.p.o. box]",
            "sample.count=301");
    Training training = Training.of(settings);
    TrainedModel model =
        training
            .on(
                SPARK,
                training.prepare(SPARK, folder.resolve("work").toString()),
                folder.resolve("model").toString())
            .model();

    Dataset<Row> samples = model.sampler(settings.settings().sample()).rows().drop("sample_id");
    Dataset<Row> densities =
        model.densities(settings.settings().likelihood()).rows(table(), List.of("Address"));

    assertThat(samples.schema().toDDL())
        .isEqualTo(
            "`Address.city` STRING,amount BIGINT NOT NULL,`Address.place.latitude` DOUBLE,`Address.place.p.o. box` BIGINT");
    assertThat(samples.where("`Address.city` in ('Rom', 'Ulm')").count()).isBetween(151L, 300L);
    assertThat(densities.columns()).startsWith("Address", Likelihood.LOG_DENSITY);
    assertThat(densities.where("log_density is null").count()).isZero();
  }

  @Test
  void columnsThatAreNoCellsAreRefusedByNameWithWhatToDo() {
    List<List<String>> refused =
        List.of(
            List.of(
                "named_struct('city', 'Rom', 'zip', 7)",
                "struct<city:string,zip:int>",
                "name its fields in data.columns, such as strange.city, or leave it out by data.exclude"),
            List.of("map('a', id)", "map<string,bigint>", "leave it out by data.exclude"),
            List.of("cast('abc' as binary)", "binary", "leave it out by data.exclude"),
            List.of("array('x', text)", "array<string>", "leave it out by data.exclude"));
    for (List<String> column : refused) {
      Dataset<Row> table =
          SPARK
              .range(99)
              .selectExpr("string(id % 3) as text", "id")
              .selectExpr("text", column.get(0) + " as strange");
      assertThatThrownBy(
              () -> Training.of(settings()).on(table, folder.resolve("refused").toString()))
          .isInstanceOf(DataException.class)
          .hasMessage(
              "Cannot model column 'strange': found %s, need numbers, text, booleans, dates, timestamps, or arrays of numbers; %s"
                  .formatted(column.get(1), column.get(2)));
    }
  }

  private static EffectiveSettings settings(String... further) {
    return ShortTraining.settings(
        Stream.concat(
                Stream.of(further),
                Stream.of(
                    "network.hidden=11,7",
                    "train.max-seconds=none",
                    "train.max-rounds=1",
                    "train.averaging-frequency=3",
                    "train.replicas=2",
                    "likelihood.probes=2"))
            .toArray(String[]::new));
  }
}
