package io.ncsn.waves;

/**
 * What a job has written so far.
 *
 * @param blocks committed
 * @param rows in them
 * @param seconds that their waves took
 */
public record Written(int blocks, long rows, double seconds) {}
