package io.ncsn.data.plan;

import io.ncsn.data.codec.DependencyRule;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.RowRule;
import io.ncsn.data.codec.SumRule;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds what all rows of a table obey: columns that decide others, and columns that are sums of
 * others. Some rows tell the candidates; all rows are then asked. The rules depend on the rows
 * alone, not on their order or on the cluster.
 */
public final class RuleFinder {
  private static final int MOST_COLUMNS = 1000;
  private static final int MOST_ROWS = 1 << 13; // of the sample
  private static final int MOST_CELLS = 1 << 20;
  private static final int MOST_CANDIDATES = 32; // each may hold 65,536 cells' others

  private RuleFinder() {}

  /**
   * Returns a plan with the rules of its rows. Reads the table twice, or once if there is no
   * candidate.
   *
   * @param table the plan's columns
   */
  public static TablePlan with(Dataset<Row> table, TablePlan plan) {
    return plan.with(find(table, plan.codec()));
  }

  private static List<RowRule> find(Dataset<Row> table, RowCodec codec) {
    RuleCells cells = RuleCells.of(codec, table.schema());
    if (cells.width() < 2 || cells.width() > MOST_COLUMNS) {
      return List.of();
    }
    JavaRDD<long[]> rows =
        table.queryExecution().toRdd().toJavaRDD().map(cells::read).filter(Objects::nonNull);
    int most = Math.min(MOST_ROWS, MOST_CELLS / cells.width());
    List<RuleSample.Counted> some =
        rows.treeAggregate(new RuleSample(most), RuleSample::add, RuleSample::merge).rows();
    List<DependencySearch.Candidate> anchors =
        new DependencySearch(some).candidates(MOST_CANDIDATES);
    Checks candidates =
        new Checks(
            anchors.stream().map(found -> new DependencyCheck(found, anchors.size())).toList(),
            new SumSearch(cells, some)
                .candidates().stream().map(rule -> new SumCheck(rule, cells)).toList());
    return candidates.isEmpty()
        ? List.of()
        : rows.treeAggregate(candidates, Checks::add, Checks::merge).rules(cells);
  }

  /** The candidates, and what rows have said of them. */
  private record Checks(List<DependencyCheck> dependencies, List<SumCheck> sums)
      implements Serializable {
    boolean isEmpty() {
      return dependencies.isEmpty() && sums.isEmpty();
    }

    Checks add(long[] row) {
      dependencies.forEach(check -> check.add(row));
      sums.forEach(check -> check.add(row));
      return this;
    }

    Checks merge(Checks other) {
      each(dependencies, other.dependencies, DependencyCheck::merge);
      each(sums, other.sums, SumCheck::merge);
      return this;
    }

    private static <T> void each(List<T> ours, List<T> theirs, BiConsumer<T, T> merge) {
      for (int i = 0; i < ours.size(); i++) {
        merge.accept(ours.get(i), theirs.get(i));
      }
    }

    List<RowRule> rules(RuleCells cells) {
      int[] columns = cells.columns();
      List<DependencyRule> found =
          dependencies.stream().flatMap(check -> check.rule(columns).stream()).toList();
      List<DependencyRule> kept = withoutImplied(found, cells);
      Stream<SumRule> totals =
          sums.stream()
              .flatMap(check -> check.rule(columns).stream())
              .filter(sum -> kept.stream().noneMatch(rule -> implies(rule, sum, cells)));
      return Stream.<RowRule>concat(kept.stream(), totals).toList();
    }
  }

  /** Leaves out what follows from the rules before, whose anchors are never empty. */
  private static List<DependencyRule> withoutImplied(List<DependencyRule> rules, RuleCells cells) {
    List<DependencyRule> kept = new ArrayList<>();
    for (DependencyRule rule : rules) {
      List<Integer> own =
          rule.decided().stream()
              .filter(
                  c -> kept.stream().noneMatch(other -> implies(other, rule.anchor(), c, cells)))
              .toList();
      if (!own.isEmpty()) {
        kept.add(rule.of(own));
      }
    }
    return kept;
  }

  private static boolean implies(DependencyRule other, int anchor, int column, RuleCells cells) {
    return !cells.mayBeEmpty(other.anchor())
        && other.decided().contains(anchor)
        && (other.anchor() == column || other.decided().contains(column));
  }

  private static boolean implies(DependencyRule rule, SumRule sum, RuleCells cells) {
    return !cells.mayBeEmpty(rule.anchor())
        && Stream.concat(Stream.of(sum.total()), sum.parts().stream())
            .allMatch(column -> column == rule.anchor() || rule.decided().contains(column));
  }
}
