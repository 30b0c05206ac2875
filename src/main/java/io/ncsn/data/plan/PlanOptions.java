package io.ncsn.data.plan;

import io.ncsn.config.CellSettings.Nulls;
import io.ncsn.config.ColumnKind;
import java.io.Serializable;
import java.util.Map;

/**
 * How columns are planned.
 *
 * @param cells what a user says about the cells
 * @param limits how many different cells make a column what it is
 * @param declared whether the table says of what type its columns are, so that text stays text
 */
public record PlanOptions(CellOptions cells, PlanLimits limits, boolean declared)
    implements Serializable {
  /** A byte has so many values. */
  private static final int FEWEST_OF_PART = 256;

  /** So many values and quantiles of all numbers of a vector are kept. */
  private static final int MOST_OF_VECTOR = 1 << 17;

  /** Everything is found out. */
  public static final PlanOptions DEFAULT =
      new PlanOptions(Map.of(), Nulls.MODEL, Map.of(), 0.05, 20, 1000, 256);

  /** Makes options of a text file, in which the types of the columns are to be found out. */
  public PlanOptions(
      Map<String, ColumnKind> kinds,
      Nulls nulls,
      Map<String, Nulls> columnNulls,
      double stateShare,
      int mostLevels,
      int mostGrid,
      int mostCodes) {
    this(
        new CellOptions(kinds, nulls, columnNulls),
        new PlanLimits(stateShare, mostLevels, mostGrid, mostCodes),
        false);
  }

  /** Returns these options with what a user says about cells. */
  public PlanOptions with(CellOptions other) {
    return new PlanOptions(other, limits, declared);
  }

  /** Returns these options with other limits. */
  PlanOptions with(PlanLimits other) {
    return new PlanOptions(cells, other, declared);
  }

  /** Returns the options for one of the numbers of a vector, of which long ones have many. */
  PlanOptions ofPart(int length) {
    int most = Math.max(FEWEST_OF_PART, MOST_OF_VECTOR / length);
    return with(limits.ofPlaces(most));
  }

  /** Returns these options for a table that says of what type its columns are. */
  public PlanOptions ofDeclaredTypes() {
    return new PlanOptions(cells, limits, true);
  }
}
