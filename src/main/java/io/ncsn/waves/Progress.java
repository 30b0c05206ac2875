package io.ncsn.waves;

/**
 * How far a job has come.
 *
 * @param blocks committed
 * @param rows in them
 * @param seconds that their waves took
 */
public record Progress(int blocks, long rows, double seconds) {}
