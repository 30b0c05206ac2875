package io.ncsn.network;

import io.ncsn.config.FastPath;
import io.ncsn.config.NetworkSettings.KernelChoice;
import java.io.Serializable;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * How a network's arithmetic is done: by which kernel, and without which of its fast paths. It
 * travels with each task, so that all tasks of a job compute alike.
 *
 * @param kernel resolved: never {@code auto}
 * @param avoided paths that are not used for any shape
 * @param wrong paths that are not used for their shape, because some machine computes it wrongly
 * @param agreed whether all machines of the job are held to this plan. If so, a machine that cannot
 *     follow it fails; if not, it uses the plain way
 */
public record KernelPlan(
    KernelChoice kernel, Set<FastPath> avoided, Set<SelfCheck> wrong, boolean agreed)
    implements Serializable {

  public KernelPlan {
    avoided = Set.copyOf(avoided);
    wrong = Set.copyOf(wrong);
  }

  /** The plan of this process alone. */
  public static KernelPlan here(KernelChoice choice) {
    return here(choice, Set.of());
  }

  /**
   * The plan of this process alone.
   *
   * @param avoided paths that are not to be used
   */
  public static KernelPlan here(KernelChoice choice, Collection<FastPath> avoided) {
    return new KernelPlan(Kernels.resolve(choice), Set.copyOf(avoided), Set.of(), false);
  }

  /**
   * The plan that all machines of a job are held to.
   *
   * @param failed checks that failed on some of them
   */
  public KernelPlan agreed(Collection<SelfCheck> failed) {
    Set<SelfCheck> all = new HashSet<>(wrong);
    all.addAll(failed);
    return new KernelPlan(kernel, avoided, all, true);
  }

  /** Whether the plan has the path, before this machine is asked. */
  public boolean has(SelfCheck check) {
    return kernel == KernelChoice.LIBTORCH
        && !avoided.contains(check.path())
        && !wrong.contains(check);
  }

  /**
   * Whether the path is to be used here.
   *
   * @throws UnfitMachineException if the plan was agreed on and this machine computes the path
   *     wrongly
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
