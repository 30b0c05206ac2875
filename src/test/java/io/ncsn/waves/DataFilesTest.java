package io.ncsn.waves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFilesTest {
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private Path folder;

  /**
   * A dictionary of fractions took longer than the networks whose images they were. The fractions
   * here repeat, so that the writer would keep their dictionary if it tried one.
   */
  @Test
  void onlyColumnsWhoseValuesRepeatHaveADictionary() throws IOException {
    assertThat(written(table()))
        .containsExactly("level", "levels.list.element", "map.key_value.key", "vector.type");
  }

  @Test
  void alsoAmongMoreColumnsOfFractions() throws IOException {
    assertThat(written(table().drop("levels", "vector")))
        .containsExactly("level", "map.key_value.key");
  }

  private static Dataset<Row> table() {
    assertThat(SQLDataTypes.VectorType()).as("registers vectors").isNotNull();
    Dataset<Row> table =
        SPARK.sql(
            """
            select cast(id % 5 as int) as level, array(cast(id % 5 as int)) as levels,
              cast(id % 5 / 7 as float) as number, array(id % 5 / 7, id % 3 / 11) as numbers,
              map(id % 5, id % 5 / 3) as map,
              named_struct('inner', array(cast(id % 5 / 13 as float))) as parts
            from range(67)
            """);
    return table.select(
        table.col("*"),
        org.apache.spark.ml.functions.array_to_vector(table.col("numbers")).as("vector"));
  }

  /** Writes the rows, and returns which columns of the files have a dictionary. */
  private Set<String> written(Dataset<Row> rows) throws IOException {
    FileSystem files = FileSystem.getLocal(new Configuration());
    org.apache.hadoop.fs.Path output = new org.apache.hadoop.fs.Path(folder.toUri() + "rows");
    long count =
        new DataFiles(SPARK, files, output)
            .write(rows.queryExecution().toRdd().toJavaRDD(), rows.schema());
    assertThat(count).isEqualTo(67);
    return withDictionary(files, output);
  }

  @Test
  void rowsAreThoseThatReadersSee() throws IOException {
    Path output = folder.resolve("rows");
    Dataset<Row> table = SPARK.range(0, 67, 1, 3).toDF("a");
    table.write().parquet(output.toString());
    table.write().parquet(output.resolve("below").toString());
    table.write().parquet(output.resolve("_hidden").toString());
    Files.writeString(output.resolve("_notes"), "no Parquet");
    DataFiles data = dataFiles(output);
    data.requireRows(67);
    assertThatThrownBy(() -> data.requireRows(68))
        .isInstanceOf(WaveException.class)
        .hasMessageStartingWith("Cannot finish %s: it holds 67 rows, its record says 68;", output);
    assertThat(SPARK.read().parquet(output.toString()).count()).isEqualTo(67);
  }

  @Test
  void anEmptyDirectoryHoldsNoRows() throws IOException {
    Path output = Files.createDirectories(folder.resolve("rows"));
    dataFiles(output).requireRows(0);
    assertThat(dataFiles(output).rows(List.of())).isZero();
  }

  /** Some other writer's file of several row groups, of which one is counted as much as all. */
  @Test
  void everyRowGroupCounts() throws IOException {
    Path output = folder.resolve("rows");
    SPARK
        .range(0, 50_021, 1, 1)
        .toDF("a")
        .write()
        .option("parquet.block.size", 65_536)
        .option("parquet.page.size", 4_096)
        .parquet(output.toString());
    dataFiles(output).requireRows(50_021);
  }

  private static DataFiles dataFiles(Path output) throws IOException {
    return new DataFiles(
        SPARK,
        FileSystem.getLocal(new Configuration()),
        new org.apache.hadoop.fs.Path(output.toString()));
  }

  private static Set<String> withDictionary(FileSystem files, org.apache.hadoop.fs.Path output)
      throws IOException {
    Set<String> columns = new TreeSet<>();
    for (FileStatus file : files.listStatus(output, path -> path.getName().endsWith(".parquet"))) {
      try (ParquetFileReader reader =
          ParquetFileReader.open(HadoopInputFile.fromStatus(file, files.getConf()))) {
        reader.getFooter().getBlocks().stream()
            .flatMap(block -> block.getColumns().stream())
            .filter(ColumnChunkMetaData::hasDictionaryPage)
            .forEach(column -> columns.add(column.getPath().toDotString()));
      }
    }
    return columns;
  }
}
