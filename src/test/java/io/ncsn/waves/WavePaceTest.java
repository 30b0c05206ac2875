package io.ncsn.waves;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WavePaceTest {
  private static final int MANY = 1_000_000;

  @Test
  void theFirstWaveIsABlockATaskToMeasureTheSpeed() {
    assertThat(new WavePace(30).next(0, 0, 0, 8, MANY)).isEqualTo(8);
    assertThat(new WavePace(30).next(0, 0, 0, 8, 3)).isEqualTo(3);
  }

  @Test
  void aWaveLastsItsSecondsAndGivesEachTaskAsManyBlocks() {
    // 10 blocks in 2 s: 150 in 30 s, of which 8 tasks can have 18 each
    assertThat(new WavePace(30).next(10, 2, 2, 8, MANY)).isEqualTo(144);
    assertThat(new WavePace(30).next(10, 1000, 1000, 8, MANY)).isEqualTo(8);
  }

  @Test
  void aLongJobsWavesAreATwentiethOfItsTime() {
    assertThat(new WavePace(30).next(10, 2, 6000, 5, MANY)).isEqualTo(1500);
  }

  @Test
  void littleMoreThanAWaveIsTakenAtOnce() {
    assertThat(new WavePace(30).next(10, 2, 2, 5, 187)).isEqualTo(187);
    assertThat(new WavePace(30).next(10, 2, 2, 5, 188)).isEqualTo(150);
  }

  @Test
  void noSecondsAreABlockATask() {
    assertThat(new WavePace(0).next(1, 0.001, 6000, 5, MANY)).isEqualTo(5);
  }

  @Test
  void aWaveIsCutEvenlyAmongItsTasks() {
    Wave wave = Wave.of(3, List.of(0, 1, 4, 5, 6), 2);
    assertThat(wave.blocks()).containsExactly(new int[] {0, 2}, new int[] {4, 7});
    assertThat(wave.cut()).containsExactly(List.of(0, 1), List.of(4, 5, 6));
    assertThat(Wave.of(0, List.of(7), 2).cut()).containsExactly(List.of(7));
  }
}
