package io.ncsn.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.Partition;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.PartitionCoalescer;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Option;
import scala.Tuple2;

/**
 * A table's rows in blocks by their position, the same ones on any cluster. Each block is a
 * partition of one shuffle: so all cores work on a file that Spark reads in one task, and all waves
 * together read the table once (and once before, for its {@link TableContents}).
 */
final class TableBlocks {
  /** Rows that are computed at once. */
  static final int BATCH = 256;

  /** Most rows of a block. A block is committed whole or not at all. */
  static final int BLOCK = 16 * BATCH;

  /** Blocks that a small table is cut into, for as many cores. */
  private static final int BLOCKS = 16;

  private final TableContents contents;
  private final int block;
  private final JavaRDD<RowBlock> batches;

  private TableBlocks(TableContents contents, int block, JavaRDD<RowBlock> batches) {
    this.contents = contents;
    this.block = block;
    this.batches = batches;
  }

  /**
   * @param table columns to keep, then an array of {@code dimension} numbers; its rows come in the
   *     same order each time
   */
  static TableBlocks of(Dataset<Row> table, int dimension) {
    List<TableContents> parts = TableContents.ofPartitions(table);
    long[] first = new long[parts.size()];
    TableContents all = TableContents.NOTHING;
    for (int part = 0; part < first.length; part++) {
      first[part] = all.rows();
      all = all.and(parts.get(part));
    }
    int block = block(all.rows());
    JavaRDD<RowBlock> batches =
        table
            .toJavaRDD()
            .mapPartitionsWithIndex(
                (part, rows) -> new BatchCutter(rows, first[part], dimension), false)
            .mapToPair(part -> new Tuple2<>((int) (part.first() / block), part))
            .partitionBy(new ByNumber(count(all.rows(), block)))
            .values()
            .mapPartitions(some -> joined(some, dimension));
    return new TableBlocks(all, block, batches);
  }

  /** Rows of a block: a multiple of {@link #BATCH} that depends on the table alone. */
  static int block(long rows) {
    long batches = (rows + BATCH - 1) / BATCH;
    long ofBlock = Math.max(1, (batches + BLOCKS - 1) / BLOCKS);
    return (int) Math.min(BLOCK, ofBlock * BATCH);
  }

  /** How many there are; at least one. */
  int count() {
    return count(contents.rows(), block);
  }

  private static int count(long rows, int block) {
    return Math.toIntExact(Math.max(1, (rows + block - 1) / block));
  }

  /** Rows of a block; the last one may have fewer. */
  int rowsOfBlock() {
    return block;
  }

  /** Which rows there are, and in which order. */
  TableContents contents() {
    return contents;
  }

  /**
   * Some of the blocks, batch by batch.
   *
   * @param tasks block numbers; those of {@code tasks[i]} are partition i
   */
  JavaRDD<RowBlock> batches(List<List<Integer>> tasks) {
    RDD<RowBlock> chosen =
        batches.rdd().coalesce(tasks.size(), false, Option.apply(new Chosen(tasks)), null);
    return chosen.toJavaRDD();
  }

  /** A block's batches in order, each joined of what came from several partitions of the table. */
  private static Iterator<RowBlock> joined(Iterator<RowBlock> parts, int dimension) {
    List<RowBlock> all = new ArrayList<>();
    parts.forEachRemaining(all::add);
    all.sort(Comparator.comparingLong(RowBlock::first));
    Map<Long, List<RowBlock>> byBatch =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    part -> part.first() / BATCH, TreeMap::new, Collectors.toList()));
    return byBatch.values().stream().map(batch -> RowBlock.joined(batch, dimension)).iterator();
  }

  /** Block n to partition n. */
  private static final class ByNumber extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int blocks;

    ByNumber(int blocks) {
      this.blocks = blocks;
    }

    @Override
    public int numPartitions() {
      return blocks;
    }

    @Override
    public int getPartition(Object key) {
      return (Integer) key;
    }
  }

  /** Groups some partitions into tasks and leaves out the others. */
  private static final class Chosen implements PartitionCoalescer, scala.Serializable {
    private static final long serialVersionUID = 1L;

    private final List<List<Integer>> tasks;

    Chosen(List<List<Integer>> tasks) {
      this.tasks = List.copyOf(tasks);
    }

    @Override
    public PartitionGroup[] coalesce(int most, RDD<?> parent) {
      Partition[] partitions = parent.partitions();
      return tasks.stream()
          .map(
              blocks -> {
                PartitionGroup group = new PartitionGroup(Option.empty());
                blocks.forEach(block -> group.partitions().$plus$eq(partitions[block]));
                return group;
              })
          .toArray(PartitionGroup[]::new);
    }
  }
}
