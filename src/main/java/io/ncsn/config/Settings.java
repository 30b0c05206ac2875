package io.ncsn.config;

/** Every setting of a run. {@code output} is a directory, local or any Hadoop URI. */
public record Settings(
    String output,
    DataSettings data,
    NoiseSettings noise,
    NetworkSettings network,
    TrainSettings train,
    SampleSettings sample,
    LikelihoodSettings likelihood,
    ScoreSettings score,
    WaveSettings waves,
    EvaluateSettings evaluate,
    ReportSettings report) {}
