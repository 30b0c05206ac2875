package io.ncsn.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.data.DataException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LikelihoodPhaseTest {
  @Test
  void keepsNoColumnNamedAsTheDensityInAnyCase() {
    LikelihoodPhase phase = new LikelihoodPhase(null, null, null, null);
    assertThatThrownBy(() -> phase.run(List.of("id", "Log_Density")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot keep column 'Log_Density': the result has a column of that name; rename it");
  }
}
