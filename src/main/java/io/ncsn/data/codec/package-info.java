/**
 * Rows as numbers, and back: the columns that a model knows, how a cell of each Spark type is read
 * as a number and written again, and how numbers are standardised.
 */
package io.ncsn.data.codec;
