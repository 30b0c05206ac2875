package io.ncsn.cli;

import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tables of catalogues that cannot get rows. */
final class BadResultTables {
  private static final String TABLE = "results_of_bad_input";

  private BadResultTables() {}

  static List<BadInput> all() {
    return List.of(
        new BadInput("a result table whose name is none", d -> sample(d, "my table", "append")),
        new BadInput(
            "a result table of a catalogue that there is not",
            d -> sample(d, "lake.db.people", "append")),
        new BadInput(
            "a result table in a database that there is not",
            d -> sample(d, "no_such_database.people", "append")),
        new BadInput(
            "a result table of a catalogue without its jar",
            d -> {
              LocalSpark.session().conf().set("spark.sql.catalog.jarless", "no.such.Catalogue");
              return sample(d, "jarless.db.people", "append");
            }),
        new BadInput(
            "a result table that there is", d -> into(d, "sample_id BIGINT, a DOUBLE", "error")),
        new BadInput("a view for a result table", BadResultTables::view),
        new BadInput(
            "a result table that lacks a column",
            d -> into(d, "sample_id BIGINT, b DOUBLE", "append")),
        new BadInput(
            "a result table of other types", d -> into(d, "sample_id INT, a FLOAT", "overwrite")),
        new BadInput(
            "a mode of result tables that is none", d -> sample(d, "default.people", "replace")));
  }

  private static List<String> view(Path directory) {
    LocalSpark.session().sql("DROP TABLE IF EXISTS default." + TABLE);
    LocalSpark.session()
        .sql(
            "CREATE OR REPLACE VIEW default." + TABLE + "_view AS SELECT 1L AS sample_id, 2D AS a");
    return sample(directory, TABLE + "_view", "append");
  }

  private static List<String> into(Path directory, String columns, String mode) {
    String name = "default." + TABLE;
    LocalSpark.session().sql("DROP TABLE IF EXISTS " + name);
    LocalSpark.session()
        .sql(
            "CREATE TABLE %s (%s) USING parquet LOCATION '%s'"
                .formatted(name, columns, directory.resolve("t")));
    return sample(directory, name, mode);
  }

  private static List<String> sample(Path directory, String table, String mode) {
    Path model = TinyModel.write(directory.resolve("model"));
    List<String> line = new ArrayList<>(List.of("sample", "--model", model.toString()));
    line.addAll(List.of("--count", "3", "--set", "sample.table=" + table));
    line.addAll(List.of("--set", "table.mode=" + mode));
    return line;
  }
}
