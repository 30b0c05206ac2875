/**
 * Score and energy networks. The package has the DL4J model, the objectives that training
 * minimises, the kernels (DL4J and libtorch) that compute on the same flat vectors, and matrix
 * products for other packages. Networks of mixed rows, which also have categories, are the classes
 * {@code Mixed…}. All uses of DL4J, ND4J and libtorch are here. The package does not know Spark.
 */
package io.ncsn.network;
