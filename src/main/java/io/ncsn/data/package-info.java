/**
 * From a table to shards: reads, checks, splits, scales and shuffles rows once, into Parquet shards
 * of a work directory that training then reads as cached blocks of floats.
 */
package io.ncsn.data;
