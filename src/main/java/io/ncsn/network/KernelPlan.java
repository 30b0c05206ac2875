package io.ncsn.network;

import io.ncsn.network.NetworkSettings.KernelChoice;
import java.io.Serializable;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The kernel that does a network's arithmetic, and the fast paths that it does not use. The plan
 * travels with each task, so that all tasks of a job compute alike.
 *
 * @param kernel resolved kernel, never {@code auto}
 * @param avoided paths that are not used for any shape
 * @param wrong paths that are not used for their shape, because some machine computes it wrongly
 * @param training precision of training, where a check permits it
 * @param agreed whether all machines of the job are held to this plan. If so, a machine that cannot
 *     follow it fails; if not, it uses the plain way
 */
public record KernelPlan(
    KernelChoice kernel,
    Set<FastPath> avoided,
    Set<SelfCheck> wrong,
    Precision training,
    boolean agreed)
    implements Serializable {

  public KernelPlan {
    avoided = Set.copyOf(avoided);
    wrong = Set.copyOf(wrong);
  }

  /** Returns the plan of this process alone. */
  public static KernelPlan here(KernelChoice choice) {
    return here(choice, Set.of());
  }

  /**
   * Returns the plan of this process alone, without some paths.
   *
   * @param avoided paths that are not used
   */
  public static KernelPlan here(KernelChoice choice, Collection<FastPath> avoided) {
    return new KernelPlan(
        Kernels.resolve(choice), Set.copyOf(avoided), Set.of(), Precision.FLOAT32, false);
  }

  /**
   * Returns the plan that all machines of a job must follow.
   *
   * @param failed checks that failed on some of them
   */
  public KernelPlan agreed(Collection<SelfCheck> failed) {
    Set<SelfCheck> all = new HashSet<>(wrong);
    all.addAll(failed);
    return new KernelPlan(kernel, avoided, all, training, true);
  }

  /** Returns this plan with another precision of training. */
  public KernelPlan trainingIn(Precision precision) {
    return new KernelPlan(kernel, avoided, wrong, precision, agreed);
  }

  /**
   * Returns the wanted precision, or float32 if this machine cannot compute the network in it.
   *
   * @param bfloat16 checks the network in bfloat16; empty if it has no such passes
   */
  Precision possible(Precision wanted, Optional<SelfCheck> bfloat16) {
    return wanted == Precision.BFLOAT16 && bfloat16.filter(this::uses).isPresent()
        ? Precision.BFLOAT16
        : Precision.FLOAT32;
  }

  /** Returns whether the plan has the path. This does not check the machine. */
  public boolean has(SelfCheck check) {
    return kernel == KernelChoice.LIBTORCH
        && !avoided.contains(check.path())
        && !wrong.contains(check);
  }

  /**
   * Returns whether to use the path on this machine.
   *
   * @throws UnfitMachineException if the plan was agreed on and the path gives wrong results on
   *     this machine
   */
  boolean uses(SelfCheck check) {
    if (!has(check)) {
      return false;
    }
    Verdict verdict = SelfChecks.verdict(check);
    if (agreed && !verdict.passed()) {
      throw new UnfitMachineException(verdict);
    }
    return verdict.passed();
  }
}
