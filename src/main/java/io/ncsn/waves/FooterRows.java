package io.ncsn.waves;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFooterReader;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Counts the rows of Parquet files by their footers. A query of Spark SQL does the same, but plans
 * and compiles itself for a second of processor time before it reads the first one.
 */
final class FooterRows {
  private FooterRows() {}

  /**
   * Counts the rows of all {@code files}, which tasks read.
   *
   * @param files addresses that executors understand
   */
  static long count(SparkSession spark, List<String> files) {
    if (files.isEmpty()) {
      return 0;
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sessionState().newHadoopConf());
    int tasks = Math.min(files.size(), context.defaultParallelism());
    return context
        .parallelize(files, tasks)
        .map(file -> count(hadoop.value(), new Path(file)))
        .reduce(Long::sum);
  }

  private static long count(Configuration hadoop, Path file) {
    try {
      return ParquetFooterReader.readFooter(hadoop, file, ParquetMetadataConverter.NO_FILTER)
          .getBlocks()
          .stream()
          .mapToLong(BlockMetaData::getRowCount)
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
