/** Annealed Langevin sampling as a map job over blocks of chains, and the Parquet it writes. */
package io.ncsn.sample;
