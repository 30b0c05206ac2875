/**
 * Score and energy networks and what computes them: the DL4J model, the objectives that training
 * minimises, and the kernels (DL4J, libtorch) that do its arithmetic on the same flat vectors; and
 * matrix products for whoever asks. Holds all of DL4J, ND4J and libtorch; knows nothing of Spark.
 */
package io.ncsn.network;
