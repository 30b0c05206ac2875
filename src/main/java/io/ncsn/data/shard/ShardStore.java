package io.ncsn.data.shard;

import io.ncsn.data.codec.DataException;
import io.ncsn.data.read.SparkErrors;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.Partition;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.datasources.FilePartition;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Stores shards as Parquet with the columns {@code shard} (int) and {@code unit}. A unit holds the
 * values of a piece of the shard's rows, packed in their {@link RowForm}, which is several times
 * faster than an array column. The pieces are in order, and file f is {@code part-f}.
 */
final class ShardStore {
  private static final String PART = "part-";
  private static final String SCHEMA = "shard int, unit binary";
  private static final long NEVER_TWO_FILES = 1L << 40;

  private ShardStore() {}

  /** Writes partition f of {@code pieces} as file f and overwrites existing files. */
  static void write(SparkSession spark, JavaRDD<Tuple2<Integer, byte[]>> pieces, String directory) {
    // Spark's own rows: an encoder of tuples starts Scala's reflection, for half a second.
    JavaRDD<InternalRow> rows =
        pieces.map(piece -> new GenericInternalRow(new Object[] {piece._1(), piece._2()}));
    spark
        .internalCreateDataFrame(rows.rdd(), StructType.fromDDL(SCHEMA), false)
        .write()
        .mode(SaveMode.Overwrite)
        .option("parquet.enable.dictionary", false) // scaled floats hardly repeat
        .parquet(directory);
  }

  /**
   * Loads shards. Partition i of the result holds shard i. A file is kept in memory or on disk once
   * it has been read.
   */
  static JavaRDD<Shard> load(
      SparkSession spark, String directory, ShardLayout layout, int dimension, RowForm form) {
    int files = layout.files();
    if (files == 0) {
      return JavaRDD.fromRDD(spark.sparkContext().emptyRDD(ShardOrder.SHARD), ShardOrder.SHARD);
    }
    RDD<InternalRow> rows = open(spark, directory);
    int[] shardRows = layout.shardRows();
    JavaRDD<Shard> stored =
        JavaRDD.fromRDD(rows, ShardOrder.tag(InternalRow.class))
            .mapPartitions(it -> new ShardIterator(it, shardRows, dimension, form))
            .persist(StorageLevel.MEMORY_AND_DISK());
    stored.setName(directory);
    return ShardOrder.byShard(stored, partitionsOfFiles(rows, files, directory), layout);
  }

  /** Returns whether the directory has each file of the layout exactly once. */
  static boolean holds(Configuration hadoop, String directory, ShardLayout layout) {
    try {
      Path path = new Path(directory);
      FileSystem system = path.getFileSystem(hadoop);
      long[] files =
          system.exists(path)
              ? Arrays.stream(system.listStatus(path))
                  .map(file -> file.getPath().getName())
                  .filter(name -> name.startsWith(PART))
                  .mapToLong(ShardStore::number)
                  .sorted()
                  .toArray()
              : new long[0];
      return Arrays.equals(files, LongStream.range(0, layout.files()).toArray());
    } catch (IOException e) {
      throw new DataException("Cannot list " + directory + ": " + SparkErrors.reason(e), e);
    }
  }

  /** Returns the number N of a file part-N-…. */
  private static int number(String name) {
    return Integer.parseInt(name.substring(PART.length(), name.indexOf('-', PART.length())));
  }

  /** Opens the files as one partition each. */
  private static RDD<InternalRow> open(SparkSession spark, String directory) {
    SparkSession whole = spark.newSession();
    whole.conf().set("spark.sql.files.maxPartitionBytes", NEVER_TWO_FILES);
    whole.conf().set("spark.sql.files.openCostInBytes", NEVER_TWO_FILES);
    return whole.read().schema(SCHEMA).parquet(directory).queryExecution().toRdd();
  }

  /** Returns the partition of each file. Spark orders files by length. */
  private static int[] partitionsOfFiles(RDD<InternalRow> rows, int files, String directory) {
    Partition[] partitions = rows.partitions();
    if (partitions.length != files) {
      throw new DataException(
          "Cannot read the shards in "
              + directory
              + ": found "
              + partitions.length
              + " files, need "
              + files
              + (partitions.length == 0
                  ? "; if executors have just written them elsewhere, name a directory that they share with the driver, such as on HDFS; else"
                  : ";")
              + " delete its parent directory, so that the shards are made again");
    }
    int[] partitionOf = new int[files];
    for (Partition partition : partitions) {
      String name = ((FilePartition) partition).files()[0].toPath().getName();
      partitionOf[number(name)] = partition.index();
    }
    return partitionOf;
  }

  /** Gathers a file's rows into shards. */
  private static final class ShardIterator implements Iterator<Shard> {
    private final Iterator<InternalRow> rows;
    private final int[] shardRows;
    private final int dimension;
    private final RowForm form;

    ShardIterator(Iterator<InternalRow> rows, int[] shardRows, int dimension, RowForm form) {
      this.rows = rows;
      this.shardRows = shardRows;
      this.dimension = dimension;
      this.form = form;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public Shard next() {
      InternalRow row = nextRow();
      int id = row.getInt(0);
      byte[] packed = new byte[shardRows[id] * form.rowBytes()];
      for (int filled = copy(row, packed, 0); filled < packed.length; ) {
        filled = copy(nextRow(), packed, filled);
      }
      return new Shard(id, shardRows[id], dimension, form.unpack(packed));
    }

    /** Copies a piece and returns where the next one starts. */
    private static int copy(InternalRow row, byte[] packed, int start) {
      byte[] piece = row.getBinary(1);
      System.arraycopy(piece, 0, packed, start, piece.length);
      return start + piece.length;
    }

    /**
     * Returns the next row. Spark's generated iterators make a row when asked whether there is one.
     */
    private InternalRow nextRow() {
      if (!rows.hasNext()) {
        throw new NoSuchElementException("A shard file has fewer rows than its manifest says");
      }
      return rows.next();
    }
  }
}
