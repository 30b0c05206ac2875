package io.ncsn.data.read;

import io.ncsn.data.codec.DataException;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.Footer;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFooterReader;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.types.StructType;

/** Reads the columns of a Parquet file, one by one: Spark takes all of them or none. */
final class ParquetFooter {
  private ParquetFooter() {}

  /**
   * Reads a file's columns.
   *
   * @param hadoop with {@link KnownTypes#OPTIONS}
   */
  static FileSchema read(Configuration hadoop, String file) throws IOException {
    Path path = new Path(file);
    ParquetMetadata footer;
    try {
      footer = footer(hadoop, path);
    } catch (NullPointerException unknownLogicalType) {
      FileSystem system = path.getFileSystem(hadoop);
      if (!KnownTypes.hasUnknown(system, path)) {
        throw unknownLogicalType;
      }
      path = KnownTypes.of(path, system);
      footer = footer(hadoop, path);
    }
    requireKnownCodecs(hadoop, path, footer);
    MessageType schema = footer.getFileMetaData().getSchema();
    if (schema.getFields().isEmpty()) {
      throw new DataException(
          "Cannot read %s: it has no columns; write at least one column of numbers"
              .formatted(path.getName()));
    }
    Map<String, String> unreadable = new LinkedHashMap<>();
    StructType readable = readable(path, footer, unreadable);
    return new FileSchema(path.toString(), readable, unreadable, empty(footer), unsigned(schema));
  }

  private static ParquetMetadata footer(Configuration hadoop, Path path) throws IOException {
    return ParquetFooterReader.readFooter(hadoop, path, ParquetMetadataConverter.NO_FILTER);
  }

  private static StructType readable(
      Path path, ParquetMetadata footer, Map<String, String> unreadable) {
    // Binary is no text, INT96 is a timestamp; in names case counts, as two may differ in it.
    ParquetToSparkSchemaConverter converter =
        new ParquetToSparkSchemaConverter(false, true, true, true, false);
    try {
      return ParquetFileFormat.readSchemaFromFooter(new Footer(path, footer), converter);
    } catch (Exception oneOfThemIsUnreadable) { // Scala throws checked exceptions undeclared
      StructType readable = new StructType();
      for (Type field : footer.getFileMetaData().getSchema().getFields()) {
        try {
          for (var converted : converter.convert(new MessageType("row", field)).fields()) {
            readable = readable.add(converted);
          }
        } catch (Exception unreadableField) {
          unreadable.put(field.getName(), field.toString().replaceAll("\\s+", " "));
        }
      }
      return readable;
    }
  }

  private static Set<String> unsigned(MessageType schema) {
    Set<String> unsigned = new HashSet<>();
    for (Type field : schema.getFields()) {
      if (field.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation integer
          && !integer.isSigned()) {
        unsigned.add(field.getName());
      }
    }
    return unsigned;
  }

  /** The columns of which every part says that it holds nothing but null. */
  private static Set<String> empty(ParquetMetadata footer) {
    Set<String> filled = new HashSet<>();
    Set<String> all = new HashSet<>();
    for (BlockMetaData block : footer.getBlocks()) {
      for (ColumnChunkMetaData column : block.getColumns()) {
        String name = column.getPath().toArray()[0];
        all.add(name);
        Statistics<?> statistics = column.getStatistics();
        boolean isEmpty =
            column.getPath().size() == 1
                && statistics != null
                && statistics.isNumNullsSet()
                && statistics.getNumNulls() == column.getValueCount();
        if (!isEmpty) {
          filled.add(name);
        }
      }
    }
    all.removeAll(filled);
    return all;
  }

  private static void requireKnownCodecs(Configuration hadoop, Path path, ParquetMetadata footer) {
    for (BlockMetaData block : footer.getBlocks()) {
      for (ColumnChunkMetaData column : block.getColumns()) {
        CompressionCodecName codec = column.getCodec();
        String type = codec.getHadoopCompressionCodecClassName();
        if (type != null && hadoop.getClassByNameOrNull(type) == null) {
          throw new DataException(
              "Cannot read %s: it is packed by %s, which is not on the class path; write it with snappy, gzip or zstd"
                  .formatted(path.getName(), codec.name().toLowerCase(java.util.Locale.ROOT)));
        }
      }
    }
  }
}
