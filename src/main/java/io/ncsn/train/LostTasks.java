package io.ncsn.train;

import java.util.HashSet;
import java.util.Set;
import org.apache.spark.Success$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import scala.collection.JavaConverters;

/**
 * Dismisses a desk's tasks if one of their job fails, or is lost with its executor and could not
 * say so: else the others would hold the cores that its next attempt needs.
 */
final class LostTasks extends SparkListener {
  /** Property of the job. */
  static final String DESK = "ncsn.desk";

  private final RoundDesk desk;
  private final Set<Integer> stages = new HashSet<>();

  LostTasks(RoundDesk desk) {
    this.desk = desk;
  }

  @Override
  public void onJobStart(SparkListenerJobStart job) {
    if (desk.id().toString().equals(job.properties().getProperty(DESK))) {
      JavaConverters.<Object>seqAsJavaList(job.stageIds()).forEach(id -> stages.add((Integer) id));
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    if (stages.contains(task.stageId()) && !task.reason().equals(Success$.MODULE$)) {
      desk.dismiss();
    }
  }
}
