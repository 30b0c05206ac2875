/**
 * Rows as channels. A table row is stored as a short row of floats, and expanded to channels of the
 * network whenever it is visited. Channels come in groups: Gaussian numbers, or one-hot codes of
 * categories. The package does not know columns, cells or Spark. Pure Java.
 */
package io.ncsn.channels;
