package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.network.KernelPlan;
import io.ncsn.network.Learner;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Networks that tasks borrow. */
class ExecutorModelsTest {
  private static final KernelPlan PLAN = KernelPlan.here(KernelChoice.LIBTORCH);

  @Test
  void aNetworkIsUsedAgainButByOneTaskAtATime() {
    Learner first = lent(101);
    assertThat(lent(101)).isSameAs(first);
    ExecutorModels.<Void>lend(
        spec(101),
        PLAN,
        held -> {
          assertThat(held).isSameAs(first);
          assertThat(lent(101)).isNotSameAs(first);
          return null;
        });
  }

  /** A search over widths would else keep the memory of each network to the session's end. */
  @Test
  void onlyTheKindsThatWereLentLastAreKept() {
    Learner old = lent(1);
    Learner used = lent(2);
    for (int width = 3; width < 11; width++) {
      lent(width);
      assertThat(lent(2)).isSameAs(used);
    }
    assertThat(lent(1)).isNotSameAs(old);
  }

  private static Learner lent(int width) {
    return ExecutorModels.lend(spec(width), PLAN, learner -> learner);
  }

  private static NetworkSpec spec(int width) {
    return new NetworkSpec(2, List.of(width), Form.EDM);
  }
}
