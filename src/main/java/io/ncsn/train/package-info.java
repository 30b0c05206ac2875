/**
 * Rounds of parameter-averaged training on resident shards: replicas, averaging, EMA, validation,
 * early stopping. Holds all of dl4j-spark.
 */
package io.ncsn.train;
