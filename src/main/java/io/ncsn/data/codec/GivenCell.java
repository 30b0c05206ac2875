package io.ncsn.data.codec;

import java.io.Serializable;

/**
 * A cell that rows are given.
 *
 * @param column index of the column
 * @param cell the cell in Spark's own form; null for an empty cell
 * @param values the values as which the cell is read, [the column's width]
 */
@SuppressWarnings("ArrayRecordComponent") // read whole, never compared
public record GivenCell(int column, Object cell, double[] values) implements Serializable {}
