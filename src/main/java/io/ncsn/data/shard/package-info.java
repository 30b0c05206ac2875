/**
 * Turns a table into shards. One pass checks and counts the rows; a second scales and shuffles them
 * into Parquet files of a work directory, which training then reads as cached blocks of floats.
 */
package io.ncsn.data.shard;
