package io.ncsn.data.read;

import io.ncsn.config.DataSettings.Format;
import io.ncsn.data.codec.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Opens Parquet and ORC by a schema of our own, made from the files' footers. Spark's own would
 * stop at the first column that it cannot read, wanted or not.
 */
final class TypedTables {
  /** More footers than these are read by a Spark job. */
  private static final int FEW_FILES = 4;

  private static final int MOST_TASKS = 200;

  private final SparkSession spark;
  private final InputFiles input;

  private TypedTables(SparkSession spark, InputFiles input) {
    this.spark = spark;
    this.input = input;
  }

  /**
   * Opens the table.
   *
   * @param isUnwanted tells columns that nobody wants
   */
  static SourceTable open(SparkSession spark, InputFiles input, Predicate<String> isUnwanted) {
    TypedTables tables = new TypedTables(spark, input);
    List<FileSchema> schemas = tables.schemas();
    MergedSchema merged = MergedSchema.of(input.input(), schemas, isUnwanted);
    Dataset<Row> table = null;
    for (Map.Entry<StructType, List<String>> group : merged.groups(schemas).entrySet()) {
      Dataset<Row> part = tables.read(group.getKey(), group.getValue(), merged.schema());
      table = table == null ? part : table.union(part);
    }
    return new SourceTable(input.input(), table, input.format(), merged.notes(), input.files());
  }

  private Dataset<Row> read(StructType own, List<String> files, StructType schema) {
    Dataset<Row> part =
        spark
            .read()
            .options(KnownTypes.OPTIONS)
            .schema(own)
            .format(input.format() == Format.ORC ? "orc" : "parquet")
            .load(files.stream().map(InputFiles::literal).toArray(String[]::new));
    return own.equals(schema) ? part : part.select(widened(schema));
  }

  private static Column[] widened(StructType schema) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : schema.fields()) {
      columns.add(
          functions
              .col(Features.quoted(field.name()))
              .cast(field.dataType())
              .as(field.name(), field.metadata()));
    }
    return columns.toArray(Column[]::new);
  }

  private List<FileSchema> schemas() {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    KnownTypes.OPTIONS.forEach(hadoop::set);
    boolean isOrc = input.format() == Format.ORC;
    String name = input.input();
    List<String> files = input.files().stream().map(file -> file.getPath().toString()).toList();
    if (files.size() <= FEW_FILES) {
      return files.stream().map(file -> schema(isOrc, hadoop, name, file)).toList();
    }
    SerializableConfiguration sent = new SerializableConfiguration(hadoop);
    spark.sparkContext().setJobDescription("Reading the footers of " + input.input());
    List<FileSchema> schemas =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(files, Math.min(files.size(), MOST_TASKS))
            .map(file -> schema(isOrc, sent.value(), name, file))
            .collect();
    spark.sparkContext().setJobDescription(null);
    return schemas;
  }

  private static FileSchema schema(boolean isOrc, Configuration hadoop, String input, String file) {
    try {
      return isOrc ? OrcFooter.read(hadoop, file) : ParquetFooter.read(hadoop, file);
    } catch (DataException | NullPointerException e) {
      throw e; // the second is a fault of the program
    } catch (IOException | RuntimeException damaged) {
      ForeignFile.refuse(hadoop, input, file, isOrc ? Packing.ORC : Packing.PARQUET);
      IOException found = new IOException(reason(damaged));
      found.addSuppressed(damaged);
      throw new UncheckedIOException(found);
    }
  }

  /** The reason without the dump of the footer that Thrift adds to it. */
  private static String reason(Exception damaged) {
    return SparkErrors.reason(damaged).replaceFirst("!? Struct: .*", "");
  }
}
