package io.ncsn.data.shard;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a table's rows count.
 *
 * @param column the column of weights
 * @param rows number of rows that have one
 * @param mean their mean, to which the number of copies of a row refers
 * @param effectiveRows as many rows that count alike say as much of a mean (Kish: the squared sum
 *     of the weights over the sum of their squares)
 */
public record WeightFacts(String column, long rows, double mean, double effectiveRows) {
  /** The entries of {@code run.json}. */
  public Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("column", column);
    facts.put("rows", rows);
    facts.put("mean", mean);
    facts.put("effective-rows", effectiveRows);
    return facts;
  }
}
