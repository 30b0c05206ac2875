/**
 * How good samples are: two-sample and ground-truth metrics, computed on Spark, each beside its
 * floor.
 */
package io.ncsn.evaluate;
