package io.ncsn.waves;

/**
 * The progress of a job.
 *
 * @param blocks committed
 * @param rows in them
 * @param seconds that their waves took
 */
public record Written(int blocks, long rows, double seconds) {}
