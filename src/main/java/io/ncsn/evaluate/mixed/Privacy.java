package io.ncsn.evaluate.mixed;

import java.util.Optional;

/**
 * Whether synthetic rows give training rows away. Distances are sums of differences: of numbers
 * over the training rows' range, and of one-hot codes, where two levels differ by 2.
 *
 * @param closestMedian median distance of a synthetic row to the closest training row; the floor is
 *     the hold-out rows' distance
 * @param exactCopies share of the synthetic rows that equal a training row in every column; the
 *     floor is the hold-out rows' share
 * @param againstHoldout what needs hold-out rows; empty without
 */
public record Privacy(
    Judged closestMedian, Judged exactCopies, Optional<AgainstHoldout> againstHoldout) {
  /**
   * Training rows compared with equally many hold-out rows. The floors come from the hold-out rows,
   * one half taken as synthetic rows.
   *
   * @param nearerShare DCR share: synthetic rows strictly nearer to training than to hold-out rows;
   *     one half is best
   * @param equallyNear synthetic rows as near to one as to the other
   * @param membershipAdvantage greatest difference of the true and the false positive rate of a
   *     guess that rows near a synthetic row were trained on; 0 is best
   */
  public record AgainstHoldout(
      Judged nearerShare, Judged equallyNear, Judged membershipAdvantage) {}
}
