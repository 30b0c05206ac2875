/**
 * Score networks as an Estimator and a Model of Spark ML. Both are thin doors to {@link
 * io.ncsn.job}.
 */
package io.ncsn.ml;
