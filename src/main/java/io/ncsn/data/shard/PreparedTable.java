package io.ncsn.data.shard;

import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import org.apache.spark.api.java.JavaRDD;

/**
 * A table ready for training: shards of standardised rows, resident on the executors.
 *
 * @param rows number of training rows
 * @param shardRows number of rows of each training shard, by shard id
 * @param train partition i holds exactly the one shard with id i; persisted
 * @param holdout like {@code train}, but with the held-out rows; shards of at most 512 rows
 * @param fingerprint SHA-256 (hex) of everything that determines the shards: schema, scaler, counts
 *     and the rows' hashes, independent of their order in the input
 * @param badRows the rows of the input that were left out
 * @param read how many rows each file gave
 */
@SuppressWarnings("ArrayRecordComponent")
public record PreparedTable(
    TableSchema schema,
    Scaler scaler,
    long rows,
    long holdoutRows,
    int[] shardRows,
    JavaRDD<Shard> train,
    JavaRDD<Shard> holdout,
    String fingerprint,
    BadRowReport badRows,
    RowsByFile read) {}
