/**
 * Measures how near a synthetic table of numbers and categories comes to the real one, by the
 * definitions of SDMetrics and synthcity. {@link io.ncsn.evaluate.mixed.MixedQuality} is the entry.
 */
package io.ncsn.evaluate.mixed;
