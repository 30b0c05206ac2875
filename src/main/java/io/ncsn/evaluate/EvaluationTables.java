package io.ncsn.evaluate;

import io.ncsn.data.codec.DataException;
import java.util.List;
import java.util.Optional;

/**
 * The tables of one evaluation, in data units.
 *
 * @param columns the names of the columns of every table
 * @param reference held-out rows, at least 2
 * @param samples rows to judge, at least 2
 * @param training rows the model was trained on: with them every metric gets its floor
 */
public record EvaluationTables(
    List<String> columns,
    GatheredRows reference,
    GatheredRows samples,
    Optional<GatheredRows> training) {

  /**
   * Checks that the tables fit together.
   *
   * @throws DataException if a table has other columns or fewer than 2 finite rows
   */
  public EvaluationTables {
    columns = List.copyOf(columns);
    check("held-out rows", columns, reference, "raise data.holdout or give a larger reference");
    check("samples", columns, samples, "draw more samples, or train again if they diverged");
    if (training.isPresent()) {
      check("training rows", columns, training.get(), "give more training rows or none");
    }
  }

  private static void check(String what, List<String> columns, GatheredRows rows, String mend) {
    if (rows.matrix().columns() != columns.size()) {
      throw new DataException(
          "Cannot evaluate: the "
              + what
              + " have "
              + rows.matrix().columns()
              + " columns, the evaluation "
              + columns.size()
              + "; give tables of the same columns");
    }
    if (rows.matrix().rows() < 2) {
      throw new DataException(
          "Cannot evaluate: found "
              + rows.matrix().rows()
              + " finite "
              + what
              + " ("
              + rows.nonFinite()
              + " left out as not finite), need at least 2; "
              + mend);
    }
  }
}
