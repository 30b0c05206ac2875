/**
 * Converts rows to numbers and back. The package has the columns of a model, the reading and
 * writing of cells of each Spark type, and the standardisation of numbers.
 */
package io.ncsn.data.codec;
