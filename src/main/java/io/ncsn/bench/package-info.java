/**
 * How fast this machine does the program's work: training, sampling, ingest and what they are made
 * of, beside PyTorch and beside what the processor's matrix multiplication allows.
 */
package io.ncsn.bench;
