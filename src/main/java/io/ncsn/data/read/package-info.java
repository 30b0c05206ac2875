/**
 * Opens tables: lists the files behind {@code data.input}, reads them with Spark, and chooses the
 * columns to train on.
 */
package io.ncsn.data.read;
