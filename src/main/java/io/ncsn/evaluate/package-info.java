/**
 * Measures the quality of samples by two-sample and ground-truth metrics, computed on Spark. Each
 * metric comes with its floor.
 */
package io.ncsn.evaluate;
