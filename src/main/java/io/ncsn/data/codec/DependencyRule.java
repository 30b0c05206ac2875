package io.ncsn.data.codec;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A functional dependency: the cell of one column decides those of others. An empty cell decides
 * nothing.
 *
 * @param anchor the column that decides
 * @param decided the columns that it decides
 * @param keys its different cells, ascending, [K]
 * @param counts how many rows have each, [K]
 * @param values the other columns' cells, [decided][K]
 */
@SuppressWarnings("ArrayRecordComponent") // read by index; compared as files
public record DependencyRule(
    int anchor, List<Integer> decided, long[] keys, long[] counts, long[][] values)
    implements RowRule {
  public DependencyRule {
    decided = List.copyOf(decided);
  }

  /** Returns this rule for some of the columns that it decides. */
  public DependencyRule of(List<Integer> some) {
    long[][] others =
        some.stream().map(column -> values[decided.indexOf(column)]).toArray(long[][]::new);
    return new DependencyRule(anchor, some, keys, counts, others);
  }

  @Override
  public String text(List<String> names) {
    return decided.stream().map(names::get).collect(Collectors.joining(", "))
        + " by "
        + names.get(anchor);
  }

  @Override
  public RuleMend mend(List<ColumnCodec> columns) {
    int[] levels =
        IntStream.range(0, decided.size())
            .filter(j -> !(columns.get(decided.get(j)) instanceof SpreadCodec))
            .toArray();
    CellKeys[] cells =
        Arrays.stream(levels)
            .mapToObj(j -> CellKeys.of(columns.get(decided.get(j))).orElseThrow())
            .toArray(CellKeys[]::new);
    return new DependencyMend(this, CellKeys.of(columns.get(anchor)).orElseThrow(), levels, cells);
  }
}
