package io.ncsn.bench;

import io.ncsn.bench.BenchRun.Plan;
import io.ncsn.config.ConfigException;
import io.ncsn.network.Precision;
import io.ncsn.network.Processor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All works that can be measured. */
final class Works {
  private static final Size SMALL = Size.ALL.get(0);
  private static final Size MIDDLE = Size.ALL.get(1);
  private static final Size LARGE = Size.ALL.get(2);

  private Works() {}

  /** Returns all works in the order of the table. */
  static List<Work> all(Lab lab, Plan plan, Optional<Peer> peer) {
    double seconds = plan.isQuick() ? 1 : 4;
    double kernelSeconds = plan.isQuick() ? 0.5 : 1;
    int part = plan.isQuick() ? 8 : 1;
    List<Work> works = new ArrayList<>();
    works.add(new NormalsWork(kernelSeconds));
    List<KernelCase> nets = new ArrayList<>(Size.ALL.stream().map(KernelCase::of).toList());
    nets.add(KernelCase.unet());
    if (Processor.multipliesBfloat16()) {
      nets.add(KernelCase.of(LARGE).inBfloat16());
      nets.add(KernelCase.unet().inBfloat16());
    }
    nets.forEach(net -> works.add(new StepWork(net, kernelSeconds)));
    nets.forEach(net -> works.add(new ScoreWork(net, kernelSeconds)));
    works.add(new TrainingWork(lab, SMALL, precisions(), seconds, Target.ofPeer(1.5)));
    works.add(new TrainingWork(lab, MIDDLE, precisions(), seconds, Target.ofPeer(1.5)));
    works.add(new TrainingWork(lab, LARGE, precisions(), seconds, Target.ofPeer(1.3)));
    works.add(new MixedTrainingWork(lab, seconds));
    works.add(sampling(lab, SMALL, 16_384 / part, Precision.FLOAT32, Target.ofPeer(1.4)));
    works.add(sampling(lab, LARGE, 16_384 / part, Precision.FLOAT32, Target.ofPeer(1.15)));
    if (Processor.multipliesBfloat16()) {
      works.add(sampling(lab, LARGE, 16_384 / part, Precision.BFLOAT16, Target.ofPeer(1.8)));
    }
    works.add(new MixedSamplingWork(lab, 65_536 / part));
    List<ScalableWork> scaled =
        List.of(
            new TrainingWork(lab, MIDDLE, List.of(Precision.FLOAT32), seconds, Target.NONE),
            sampling(lab, SMALL, 16_384 / part, Precision.FLOAT32, Target.NONE));
    works.add(new ScalingWork("scaling", lab, scaled, 0.95));
    works.addAll(unets(lab, plan));
    works.add(new LikelihoodWork(lab, 8_192 / part, seconds));
    works.add(new IngestWork(lab, plan.rows() / (plan.isQuick() ? 10 : 1)));
    works.add(new DistanceWork(lab, plan.isQuick() ? 10_000 : 60_000));
    works.addAll(onRequest(lab, plan, peer));
    return works;
  }

  private static List<Precision> precisions() {
    return Processor.multipliesBfloat16()
        ? List.of(Precision.FLOAT32, Precision.BFLOAT16)
        : List.of(Precision.FLOAT32);
  }

  /** Returns the works of images. */
  private static List<Work> unets(Lab lab, Plan plan) {
    double seconds = plan.isQuick() ? 1 : 5;
    int blocks = plan.isQuick() ? 1 : 16; // of each core
    List<Precision> precisions = precisions();
    List<ScalableWork> scaled =
        List.of(
            new UnetTrainingWork(lab, UnetSize.DEFAULT, List.of(Precision.FLOAT32), seconds),
            new UnetSamplingWork(lab, UnetSize.DEFAULT, List.of(Precision.FLOAT32), blocks));
    return List.of(
        new UnetTrainingWork(lab, UnetSize.DEFAULT, precisions, seconds),
        new UnetTrainingWork(lab, UnetSize.WIDE, precisions, seconds),
        new UnetSamplingWork(lab, UnetSize.DEFAULT, precisions, blocks),
        new ScalingWork("scaling-unet", lab, scaled, 0.925));
  }

  /** Returns the whole commands, which take minutes. */
  private static List<Work> onRequest(Lab lab, Plan plan, Optional<Peer> peer) {
    double seconds = plan.isQuick() ? 5 : 60;
    return List.of(
        new PipelineWork(lab),
        ShippedTraining.ofTable(lab, seconds),
        ShippedTraining.ofNumbers(lab, seconds),
        new ShippedSampling(lab),
        new ShippedLikelihood(lab, plan.isQuick() ? 300 : 3_000, seconds),
        new StartsWork(lab),
        new QualityWork(lab, peer, plan.table(), plan.isQuick() ? 6 : 60));
  }

  /**
   * Makes sampling work with L · T = 1,000 for narrow tables and 50 for wide ones, whose chains are
   * expensive.
   */
  private static SamplingWork sampling(
      Lab lab, Size size, int count, Precision precision, Target target) {
    return size.equals(SMALL)
        ? new SamplingWork(lab, size, 50, 20, count, precision, target)
        : new SamplingWork(lab, size, 10, 5, count, precision, target);
  }

  /**
   * Returns the works whose name is in {@code only} or begins with one of these names and a hyphen.
   * If {@code only} is empty, returns all works that are not on request only.
   */
  static List<Work> select(List<Work> works, List<String> only) {
    for (String name : only) {
      if (works.stream().noneMatch(work -> matches(work, name))) {
        throw new ConfigException(
            "Cannot measure '%s': there are %s"
                .formatted(name, String.join(", ", works.stream().map(Work::name).toList())));
      }
    }
    return works.stream()
        .filter(
            work ->
                only.isEmpty()
                    ? !work.isOnRequest()
                    : only.stream().anyMatch(name -> matches(work, name)))
        .toList();
  }

  private static boolean matches(Work work, String name) {
    return work.name().equals(name) || work.name().startsWith(name + "-");
  }
}
