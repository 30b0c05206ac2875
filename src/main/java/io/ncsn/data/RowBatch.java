package io.ncsn.data;

import java.io.Serializable;

/**
 * Scaled rows on their way to a file, with their hashes.
 *
 * @param hashes [rows]
 * @param values row-major [rows, dimension]
 */
@SuppressWarnings("ArrayRecordComponent")
record RowBatch(long[] hashes, float[] values) implements Serializable {}
