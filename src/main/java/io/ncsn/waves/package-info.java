/**
 * Map jobs that write Parquet in waves: rows come in blocks, each wave of blocks is a Spark job,
 * and a job that was stopped goes on with the blocks that are not there yet. Below sampling,
 * log-densities and scores.
 */
package io.ncsn.waves;
