/**
 * Measures the speed of the program's work on this machine: training, sampling, ingest and their
 * parts. It compares them with PyTorch and with the processor's matrix multiplication.
 */
package io.ncsn.bench;
