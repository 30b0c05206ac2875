package io.ncsn.data.codec;

import java.io.Serializable;

/** Makes rows obey a rule by changing as few cells as it must, and those as little as it can. */
@FunctionalInterface
interface RuleMend extends Serializable {
  /**
   * Changes cells that are not firm, and then makes the rule's cells firm. A row whose firm cells
   * break the rule stays as it is.
   *
   * @param random a number of the row's own, the same each time
   */
  void mend(RuleRow row, long random);
}
