package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowPlannerTest {
  private static final int[] SHARDS = {10, 7, 0, 12, 5, 9};

  @Test
  void everyReplicaGetsJustAsManyRowsAsAsked() {
    RowPlanner planner = new RowPlanner(1, 4, SHARDS);
    for (int round = 0; round < 20; round++) {
      for (List<RowSegment> segments : planner.next(13)) {
        assertThat(segments.stream().mapToInt(RowSegment::count).sum()).isEqualTo(13);
      }
    }
  }

  @Test
  void oneReplicaReadsEachRowOnceAnEpoch() {
    int rows = 43;
    RowPlanner planner = new RowPlanner(5, 1, SHARDS);
    for (int epoch = 0; epoch < 3; epoch++) {
      Set<String> seen = new HashSet<>();
      for (RowSegment segment : planner.next(rows).get(0)) {
        assertThat(segment.epoch()).isEqualTo(epoch);
        for (int i = 0; i < segment.count(); i++) {
          assertThat(seen.add(segment.shard() + ":" + (segment.from() + i))).isTrue();
        }
      }
      assertThat(seen).hasSize(rows);
    }
  }

  @Test
  void replicasShareTheShardsOfAnEpochAndComeToSeeThemAll() {
    RowPlanner planner = new RowPlanner(2, 2, new int[] {4, 4, 4, 4});
    Set<Integer> seenByFirst = new HashSet<>();
    for (int epoch = 0; epoch < 20; epoch++) {
      List<List<RowSegment>> plan = planner.next(8);
      Set<Integer> first = shards(plan.get(0));
      Set<Integer> second = shards(plan.get(1));
      assertThat(first).hasSize(2).doesNotContainAnyElementsOf(second);
      seenByFirst.addAll(first);
    }
    assertThat(seenByFirst).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void skippingRoundsIsPlanningThem() {
    RowPlanner stepped = new RowPlanner(9, 3, SHARDS);
    List<List<RowSegment>> last = new ArrayList<>();
    for (int round = 0; round <= 7; round++) {
      last = stepped.next(11);
    }
    RowPlanner skipped = new RowPlanner(9, 3, SHARDS);
    skipped.skip(7, 11);
    assertThat(skipped.next(11)).isEqualTo(last);
  }

  @Test
  void moreReplicasThanShardsShareThem() {
    for (List<RowSegment> segments : new RowPlanner(1, 5, new int[] {3, 2}).next(10)) {
      assertThat(segments.stream().mapToInt(RowSegment::count).sum()).isEqualTo(10);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 64, 97, 1000})
  void aRowOrderIsAPermutationAndDiffersByEpoch(int rows) {
    List<Integer> first = order(0, rows);
    assertThat(new HashSet<>(first)).hasSize(rows);
    assertThat(first).allMatch(row -> row >= 0 && row < rows);
    if (rows > 64) {
      assertThat(order(1, rows)).isNotEqualTo(first);
    }
  }

  private static List<Integer> order(int epoch, int rows) {
    RowOrder order = new RowOrder(4, epoch, 0, rows);
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      all.add(order.row(i));
    }
    return all;
  }

  private static Set<Integer> shards(List<RowSegment> segments) {
    Set<Integer> shards = new HashSet<>();
    segments.forEach(segment -> shards.add(segment.shard()));
    return shards;
  }
}
