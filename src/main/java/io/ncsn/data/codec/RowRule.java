package io.ncsn.data.codec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;

/**
 * What all rows of a table obey, without an exception. Columns are named by their place in a codec.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "rule")
@JsonSubTypes({
  @JsonSubTypes.Type(value = DependencyRule.class, name = "dependency"),
  @JsonSubTypes.Type(value = SumRule.class, name = "sum")
})
public sealed interface RowRule extends Serializable permits DependencyRule, SumRule {
  /** Returns the rule in words. */
  String text(List<String> names);

  /** Returns what makes rows obey the rule. */
  RuleMend mend(List<ColumnCodec> columns);
}
