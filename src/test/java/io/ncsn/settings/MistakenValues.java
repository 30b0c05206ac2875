package io.ncsn.settings;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Values of the wrong kind and keys that there are not, each with its message. */
final class MistakenValues {
  private MistakenValues() {}

  static Stream<Arguments> valuesOfTheWrongKind() {
    return Stream.of(
        arguments(
            "train.batch-size = many",
            "job.conf:1: Cannot set train.batch-size to 'many': need a whole number from 1 to 2147483647; mend it, or leave it out for the default 128"),
        arguments(
            "train.batch-size = 0",
            "job.conf:1: Cannot set train.batch-size to 0: need a whole number from 1 to 2147483647; mend it, or leave it out for the default 128"),
        arguments(
            "train.batch-size = 12.5",
            "job.conf:1: Cannot set train.batch-size to 12.5: need a whole number from 1 to 2147483647; mend it, or leave it out for the default 128"),
        arguments(
            "train.max-rounds = 3000000000",
            "job.conf:1: Cannot set train.max-rounds to 3000000000: need a whole number from 1 to 2147483647, or none; mend it, or leave it out for the default none"),
        arguments(
            "train {\n  replicas = auto\n}",
            "job.conf:2: Cannot set train.replicas to 'auto': need a whole number from 1 to 2147483647; mend it, or leave it out for the default 2"),
        arguments(
            "train.learning-rate = 0",
            "job.conf:1: Cannot set train.learning-rate to 0: need a number above 0; mend it, or leave it out for the default 1e-3"),
        arguments(
            "train.learning-rate = 1e999",
            "job.conf:1: Cannot set train.learning-rate to 1e999: need a number above 0; mend it, or leave it out for the default 1e-3"),
        arguments(
            "train.ema-decay = 1",
            "job.conf:1: Cannot set train.ema-decay to 1: need a number from 0 to below 1; mend it, or leave it out for the default 0.999"),
        arguments(
            "train.lambda-power = -1",
            "job.conf:1: Cannot set train.lambda-power to -1: need a number from 0 to below 10; mend it, or leave it out for the default 2"),
        arguments(
            "train.seed = null",
            "job.conf:1: Cannot set train.seed to null: need a whole number; mend it, or leave it out for the default 0"),
        arguments(
            "train.outer = mean",
            "job.conf:1: Cannot set train.outer to 'mean': need one of auto, scaled, average, nesterov; mend it, or leave it out for the default auto"),
        arguments(
            "data.holdout = 10%",
            "job.conf:1: Cannot set data.holdout to '10%': need a number from 0 to below 1; mend it, or leave it out for the default 0.1"),
        arguments(
            "data.bad-rows = DROP",
            "job.conf:1: Cannot set data.bad-rows to 'DROP': need one of fail, drop, quarantine; mend it, or leave it out for the default fail"),
        arguments(
            "data.format = xlsx",
            "job.conf:1: Cannot set data.format to 'xlsx': need one of auto, parquet, csv, json, orc, idx, image; mend it, or leave it out for the default auto"),
        arguments(
            "data.exclude = { a = 1 }",
            "job.conf:1: There is no setting data.exclude.a (found 1): did you mean data.exclude? 'ncsn config' lists all settings"),
        arguments(
            "data.exclude = {}",
            "job.conf:1: Cannot set data.exclude to {}: need a list of column names, such as [a, b]; mend it, or leave it out for the default []"),
        arguments(
            "data.columns = [a, [b]]",
            "job.conf:1: Cannot set data.columns to [\"a\",[\"b\"]]: need a list of column names, such as [a, b], or auto; mend it, or leave it out for the default auto"),
        arguments(
            "data.input = \" \"",
            "job.conf:1: Cannot set data.input to ' ': need a path, URI, table:NAME, query:SELECT or dataset:NAME; mend it"),
        arguments(
            "output = [a, b]",
            "job.conf:1: Cannot set output to [\"a\",\"b\"]: need a directory's path or URI; mend it"),
        arguments(
            "noise.sigma-begin = -3",
            "job.conf:1: Cannot set noise.sigma-begin to -3: need a number from 1e-15 to below 1e15, or auto; mend it, or leave it out for the default auto"),
        arguments(
            "noise.sigma-end = 1e-300",
            "job.conf:1: Cannot set noise.sigma-end to 1e-300: need a number from 1e-15 to below 1e15, or auto; mend it, or leave it out for the default auto"),
        arguments(
            "noise.levels = 1",
            "job.conf:1: Cannot set noise.levels to 1: need a whole number from 2 to 10000, or auto; mend it, or leave it out for the default auto"),
        arguments(
            "network.hidden = []",
            "job.conf:1: Cannot set network.hidden to []: need a list of whole numbers from 1 to 65536, such as [128, 128]; mend it, or leave it out for the default [256,256,256]"),
        arguments(
            "network.hidden = 3x256",
            "job.conf:1: Cannot set network.hidden to '3x256': need a list of whole numbers from 1 to 65536, such as [128, 128]; mend it, or leave it out for the default [256,256,256]"),
        arguments(
            "network.hidden = [2000000000]",
            "job.conf:1: Cannot set network.hidden to [2000000000]: need a list of whole numbers from 1 to 65536, such as [128, 128]; mend it, or leave it out for the default [256,256,256]"),
        arguments(
            "sample.count = 9223372036854775807",
            "job.conf:1: Cannot set sample.count to 9223372036854775807: need a whole number from 1 to 1000000000000; mend it, or leave it out for the default 10000"),
        arguments(
            "sample.steps-per-level = 2000000000",
            "job.conf:1: Cannot set sample.steps-per-level to 2000000000: need a whole number from 1 to 10000, or auto; mend it, or leave it out for the default auto"),
        arguments(
            "evaluate.projections = 2000000000",
            "job.conf:1: Cannot set evaluate.projections to 2000000000: need a whole number from 1 to 100000; mend it, or leave it out for the default 512"),
        arguments(
            "sample.interpolate = [1, b]",
            "job.conf:1: Cannot set sample.interpolate to [1,\"b\"]: need two seeds, such as [1, 2], or none; mend it, or leave it out for the default none"),
        arguments(
            "likelihood.grey-levels = 1",
            "job.conf:1: Cannot set likelihood.grey-levels to 1: need a whole number from 2 to 2147483647, or none; mend it, or leave it out for the default none"),
        arguments(
            "likelihood.steps = 3",
            "job.conf:1: Cannot set likelihood.steps to 3: need a whole number from 4 to 256, or none, or auto; mend it, or leave it out for the default auto"),
        arguments(
            "likelihood.sigma = 0",
            "job.conf:1: Cannot set likelihood.sigma to 0: need a number from 1e-15 to below 1e15, or auto; mend it, or leave it out for the default auto"),
        arguments(
            "score.sigma = 0",
            "job.conf:1: Cannot set score.sigma to 0: need a number from 1e-15 to below 1e15, or auto; mend it, or leave it out for the default auto"),
        arguments(
            "tracking.mlflow.uri = \"file:/mlruns\"",
            "job.conf:1: tracking.mlflow.uri is file:/mlruns, which is not the address of a tracking server; set one such as http://mlflow.example:5000, or none"),
        arguments(
            "tracking.mlflow.uri = \"http://me:hunter2@mlflow.example:5000\"",
            "job.conf:1: tracking.mlflow.uri is http://(hidden)@mlflow.example:5000, and who lists this machine's processes could read the user and password in it; leave them out, and set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD"),
        arguments(
            "waves.seconds = -1",
            "job.conf:1: Cannot set waves.seconds to -1: need a number of at least 0; mend it, or leave it out for the default 30"),
        arguments(
            "sample.allow-non-finite = perhaps",
            "job.conf:1: Cannot set sample.allow-non-finite to 'perhaps': need true or false; mend it, or leave it out for the default false"));
  }

  static Stream<Arguments> unknownKeys() {
    return Stream.of(
        arguments(
            "train.batchsize = 64",
            "job.conf:1: There is no setting train.batchsize (found 64): did you mean train.batch-size? 'ncsn config' lists all settings"),
        arguments(
            "\n\nnoise { sigmaBegin = 3 }",
            "job.conf:3: There is no setting noise.sigmaBegin (found 3): did you mean noise.sigma-begin? 'ncsn config' lists all settings"),
        arguments(
            "batch_size = 64",
            "job.conf:1: There is no setting batch_size (found 64): did you mean train.batch-size? 'ncsn config' lists all settings"),
        arguments(
            "train.hidden = [64]",
            "job.conf:1: There is no setting train.hidden (found [64]): did you mean network.hidden? 'ncsn config' lists all settings"),
        arguments(
            "train = 5",
            "job.conf:1: There is no setting train (found 5): did you mean train.decay? 'ncsn config' lists all settings"),
        arguments(
            "data.s3-secret-key = abc",
            "job.conf:1: There is no setting data.s3-secret-key (found (hidden)): did you mean data.query? 'ncsn config' lists all settings"));
  }
}
