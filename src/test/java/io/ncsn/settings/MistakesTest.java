package io.ncsn.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ncsn.config.ConfigException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the program says of every kind of mistake, word for word. */
class MistakesTest {

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
            "job.conf:1: Cannot set train.outer to 'mean': need one of average, nesterov; mend it, or leave it out for the default average"),
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
            "score.sigma = 0",
            "job.conf:1: Cannot set score.sigma to 0: need a number from 1e-15 to below 1e15, or auto; mend it, or leave it out for the default auto"),
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

  static Stream<Arguments> contradictions() {
    return Stream.of(
        arguments(
            "noise { sigma-begin = 1\n sigma-end = 2 }",
            "job.conf:2: noise.sigma-end is 2 and noise.sigma-begin is 1: noise goes from large to small; set a smaller sigma-end"),
        arguments(
            "data { features = v\n columns = [a] }",
            "job.conf:1: data.features and data.columns are both set: a model is of one array column or of several number columns; leave one of them out"),
        arguments(
            "data { features = v\n exclude = [a] }",
            "job.conf:1: data.features and data.exclude are both set: data.exclude is for \"all numeric columns\"; leave one of them out"),
        arguments(
            "data { columns = [a, b]\n exclude = [b] }",
            "job.conf:2: data.columns and data.exclude both name [b]; take it out of one of them"),
        arguments(
            "data { columns = [a, b]\n exclude = [B] }",
            "job.conf:2: data.columns and data.exclude both name [b]; take it out of one of them"),
        arguments(
            "data.image.width = 8",
            "job.conf:1: data.image.width is 8, but data.image.height is auto: an image has both; set data.image.height, or leave both out"),
        arguments(
            "data.image.height = 8",
            "job.conf:1: data.image.height is 8, but data.image.width is auto: an image has both; set data.image.width, or leave both out"),
        arguments(
            "data.image.label = kind",
            "job.conf:1: data.image.label is kind, but data.image.width and data.image.height are not set, so rows are no images; set them, or leave data.image.label out"),
        arguments(
            "data.image.channels = 3",
            "job.conf:1: data.image.channels is 3, but data.image.width and data.image.height are not set, so rows are no images; set them, or leave data.image.channels out"),
        arguments(
            "data.image { width = 5000, height = 8 }",
            "job.conf:1: Cannot set data.image.width to 5000: need a whole number from 1 to 4096, or auto; mend it, or leave it out for the default auto"),
        arguments(
            "data.image { width = 2, height = 3 }\ndata.columns = [a, b, c, d, e]",
            "job.conf:2: data.columns names 5 columns, but images of 2 x 3 x 1 (data.image) have 6 numbers; name a column for each, or mend data.image"),
        arguments(
            "data.image { width = 1, height = 1, label = A }\ndata.columns = [a]",
            "job.conf:1: data.image.label is A, which data.columns names as pixels; name another column"),
        arguments(
            "data.image { width = 2, height = 3 }\ndata.scale = quantile",
            "job.conf:2: data.scale is quantile, but data.image makes a model of pixels, which have one scale; set data.scale = global, or leave it out"),
        arguments(
            "data.image { width = 2, height = 3 }\ndata.types { zip = category }",
            "job.conf:2: data.types is {\"zip\":\"category\"}, but data.image makes a model of pixels; leave data.types out, or set data.scale = quantile"),
        arguments(
            "data.columns = [a, b, A]",
            "job.conf:1: data.columns names [A] more than once; name each column once"),
        arguments(
            "train.outer-momentum = 0.5",
            "job.conf:1: train.outer-momentum is 0.5, but only train.outer = nesterov uses it, and train.outer is average; set nesterov or leave it out"),
        arguments(
            "train.outer-learning-rate = 0.5",
            "job.conf:1: train.outer-learning-rate is 0.5, but only train.outer = nesterov uses it, and train.outer is average; set nesterov or leave it out"),
        arguments(
            "data.columns = [a, b, a]",
            "job.conf:1: data.columns names [a] more than once; name each column once"),
        arguments(
            "data { format = csv\n input = \"dataset:digits\" }",
            "job.conf:1: data.format is csv, but data.input dataset:digits is generated and has no format; leave data.format out"),
        arguments(
            "output = x, data.input = x",
            "job.conf:1: output and data.input are both 'x': the results would go over the data; set another output"),
        arguments(
            "sample.interpolate = [1, 2]",
            "job.conf:1: sample.interpolate is [1,2], but sample.sampler annealed-langevin adds noise on the way, so its samples do not follow from where they begin; set sample.sampler = ode-heun without sample.churn"),
        arguments(
            "sample.sampler = ode-heun\nsample.churn = 4\nsample.interpolate = [1, 2]",
            "job.conf:3: sample.interpolate is [1,2], but sample.sampler ode-heun adds noise on the way, so its samples do not follow from where they begin; set sample.sampler = ode-heun without sample.churn"),
        arguments(
            "sample.sampler = ode-heun\nsample.interpolate = [1, 2, 3]",
            "job.conf:2: sample.interpolate names 3 seeds, but goes from one seed to another; name two"),
        arguments(
            "sample.sampler = ode-heun\nsample.interpolate = [1, 2]\nsample.count = 1",
            "job.conf:2: sample.interpolate is [1,2], but sample.count is 1: between two seeds there are at least 2 samples; set more"),
        arguments(
            "noise.sigma-end = 0.5\nsample.step-size = 0.5",
            "job.conf:2: sample.step-size is 0.5, but chains of least noise level 0.5 diverge from 2 x 0.5^2 = 0.5 on; set a smaller step-size or auto"),
        arguments(
            "data.types { zip = categry }",
            "job.conf:1: Cannot set data.types of column 'zip' to 'categry': need one of number, integer, category, boolean, date, timestamp, id, constant; mend it, or leave it out"),
        arguments(
            "data.nulls = maybe",
            "job.conf:1: Cannot set data.nulls to 'maybe': need one of model, bad, unknown, or names in braces, each with one of these; mend it, or leave it out for the default {}"),
        arguments(
            "data.timestamp-format = \"no pattern\"",
            "job.conf:1: Cannot set data.timestamp-format to 'no pattern': need a pattern of Java's DateTimeFormatter, such as dd/MM/yyyy or \"MM/dd/yyyy HH:mm:ss\", or auto; mend it, or leave it out for the default auto"),
        arguments(
            "data.nulls = bad\ndata.scale = column",
            "job.conf:1: data.nulls is bad, but data.scale column makes a model of numbers alone; leave data.nulls out, or set data.scale = quantile"),
        arguments(
            "data.nulls { age = unknown, \"*\" = bad }\ntrain { em-rounds = 2, observed = 0 }",
            "job.conf:2: train.em-rounds is 2, but train.observed is 0, and only a network that is given cells in training can fill unknown ones; set train.observed = 0.25, or train.em-rounds = 0"),
        arguments(
            "data.nulls { age = bad }\ntrain.em-rounds = 2",
            "job.conf:2: train.em-rounds is 2, but data.nulls lets no empty cell mean \"unknown\"; set data.nulls = unknown, or leave train.em-rounds out"),
        arguments(
            "data.types { Zip = category, zip = id }",
            "job.conf:1: data.types names [zip] more than once; name each column once"),
        arguments(
            "train.observed = 0.5\ndata.scale = column",
            "job.conf:1: train.observed is 0.5, but data.scale column makes a model of numbers, which uses no given cells; leave train.observed out, or set data.scale = quantile"),
        arguments(
            "sample.steps = 8",
            "job.conf:1: sample.steps is 8, but sample.sampler annealed-langevin does not use it (it uses sample.step-size, sample.steps-per-level); leave it out, or set sample.sampler = langevin or consistent-annealed or predictor-corrector or ode-heun or dpm-solver or repaint"),
        arguments(
            "sample.resampling = 3",
            "job.conf:1: sample.resampling is 3, but sample.sampler annealed-langevin does not use it (it uses sample.step-size, sample.steps-per-level); leave it out, or set sample.sampler = repaint"),
        arguments(
            "sample.churn = 8",
            "job.conf:1: sample.churn is 8, but sample.sampler annealed-langevin does not use it (it uses sample.step-size, sample.steps-per-level); leave it out, or set sample.sampler = ode-heun"),
        arguments(
            "sample.sampler = ode-heun\nsample.steps-per-level = 8",
            "job.conf:2: sample.steps-per-level is 8, but sample.sampler ode-heun does not use it (it uses sample.churn, sample.steps); leave it out, or set sample.sampler = langevin or annealed-langevin"),
        arguments(
            "sample.sampler = consistent-annealed\nsample.steps-per-level = 8",
            "job.conf:2: sample.steps-per-level is 8, but sample.sampler consistent-annealed does not use it (it uses sample.step-size, sample.steps); leave it out, or set sample.sampler = langevin or annealed-langevin"),
        arguments(
            "sample.sampler = predictor-corrector\nsample.step-size = 1e-5",
            "job.conf:2: sample.step-size is 1e-5, but sample.sampler predictor-corrector does not use it (it uses sample.snr, sample.steps); leave it out, or set sample.sampler = langevin or annealed-langevin or consistent-annealed"),
        arguments(
            "sample.snr = 0.2",
            "job.conf:1: sample.snr is 0.2, but sample.sampler annealed-langevin does not use it (it uses sample.step-size, sample.steps-per-level); leave it out, or set sample.sampler = predictor-corrector"),
        arguments(
            "train.objective = nce",
            "job.conf:1: train.objective is nce, whose loss is of log p(x) = -E(x), but network.kind is score; set network.kind = energy"),
        arguments(
            "train.objective = explicit\nnetwork.form = edm",
            "job.conf:1: train.objective is explicit, which learns the score at one noise level, but network.form edm is for networks of many; set network.form = unconditional, or leave it out"),
        arguments(
            "network.form = unconditional",
            "job.conf:1: network.form is unconditional, which gives one score for all noise levels, but train.objective multi-scale needs one for each; set network.form = edm, or another train.objective"),
        arguments(
            "train.sigma = 0.2",
            "job.conf:1: train.sigma is 0.2, but train.objective multi-scale trains at the levels of noise.*; leave train.sigma out, or set another train.objective"),
        arguments(
            "train.objective = denoising\ntrain.sigma = 0",
            "job.conf:2: train.sigma is 0, but train.objective denoising learns from the noise it puts in; set it above 0"),
        arguments(
            "train.objective = sliced\nnetwork.embedding = fourier",
            "job.conf:2: network.embedding is fourier, but a network of form unconditional is not told the noise level; set network.embedding = none, or leave it out"),
        arguments(
            "train.objective = sliced-vr\nnetwork.activation = relu",
            "job.conf:2: network.activation is relu, whose derivative number 1 jumps, but network.kind score with train.objective sliced-vr needs a smooth one; set silu, softplus or tanh"),
        arguments(
            "network { kind = energy, activation = relu }",
            "job.conf:1: network.activation is relu, whose derivative number 1 jumps, but network.kind energy with train.objective multi-scale needs a smooth one; set silu, softplus or tanh"),
        arguments(
            "train.objective = explicit, network { kind = energy, activation = elu }",
            "job.conf:1: network.activation is elu, whose derivative number 2 jumps, but network.kind energy with train.objective explicit needs a smooth one; set silu, softplus or tanh"),
        arguments(
            "network { kind = energy, kernel = dl4j }",
            "job.conf:1: network.kernel is dl4j, which trains score networks by multi-scale and denoising alone, but network.kind is energy and train.objective multi-scale; set network.kernel = libtorch or auto"),
        arguments(
            "train.objective = sliced\nsample.sampler = ode-heun",
            "job.conf:2: sample.sampler is ode-heun, which goes down noise levels, but train.objective sliced learns the score at one; set sample.sampler = langevin, or leave it out"),
        arguments(
            "train { objective = contrastive-divergence, patience = 3 }, network.kind = energy",
            "job.conf:1: train.patience is 3, but the loss of train.objective contrastive-divergence is near 0 from the first step to the last and does not say how good the model is; set train.patience = none"),
        arguments(
            "train { objective = contrastive-divergence, target-loss = 0 }, network.kind = energy",
            "job.conf:1: train.target-loss is 0, but the loss of train.objective contrastive-divergence is near 0 from the first step to the last and does not say how good the model is; set train.target-loss = none"),
        arguments(
            "network { hidden = [64], blocks = residual }",
            "job.conf:1: network.hidden is [64], but network.blocks residual needs the width of its stream and of at least one block; set two widths or more"),
        arguments(
            "network.hidden = [60000, 60000]",
            "job.conf:1: network.hidden is [60000,60000], which makes 3600240001 parameters, but at most 1000000000 fit a vector; set fewer or narrower layers"),
        arguments(
            "train.batch-size = 2000000000",
            "job.conf:1: train.batch-size is 2000000000 and train.averaging-frequency is auto: a replica would take 16000000000 rows in a round, but at most 1000000000 can be counted; set a smaller one"),
        arguments(
            "train.averaging-frequency = 2000000000",
            "job.conf:1: train.batch-size is 128 and train.averaging-frequency is 2000000000: a replica would take 256000000000 rows in a round, but at most 1000000000 can be counted; set a smaller one"),
        arguments(
            "train.patience = 3, data.holdout = 0",
            "job.conf:1: train.patience is 3, but data.holdout is 0: there is no hold-out loss to be patient with; set data.holdout above 0 or train.patience = none"),
        arguments(
            "train.target-loss = -1.5, data.holdout = 0",
            "job.conf:1: train.target-loss is -1.5, but data.holdout is 0: there is no hold-out loss to reach it; set data.holdout above 0 or train.target-loss = none"));
  }

  @ParameterizedTest
  @MethodSource({"valuesOfTheWrongKind", "unknownKeys", "contradictions"})
  void eachMistakeHasItsOneMessage(String text, String message) {
    assertThat(problems(text)).containsExactly(message);
  }

  @Test
  void whatACommandNeedsIsAskedFor() {
    ConfigException mistakes =
        catchThrowableOfType(
            ConfigException.class,
            () -> ConfigTexts.read(Map.of("job.conf", ""), Set.of(Requirement.values())));
    assertThat(mistakes.problems())
        .containsExactly(
            "data.input is not set: need a table's path or URI, table:NAME or dataset:NAME (or data.query); set it in the file or add --set data.input=PATH",
            "output is not set: need a directory's path or URI; set it in the file or add --set output=DIRECTORY",
            "Training would never stop: train.max-seconds, train.max-rounds and train.max-epochs are none; set one of them, such as --set train.max-seconds=60");
  }

  @ParameterizedTest
  @CsvSource({
    "dataset:digits, 500, 1",
    "t.csv, 500, 1",
    "dataset:mixture, 500, 0",
    "t.csv, 100000, 0"
  })
  void aNumberOfRowsIsForGeneratedTablesOnly(String input, String rows, int mistakes) {
    Map<String, String> job =
        Map.of("job.conf", "output = o, train.max-rounds = 1\ndata.input = \"" + input + "\"");
    AbstractThrowableAssert<?, ?> found =
        assertThat(
            catchThrowable(
                () -> ConfigTexts.read(job, Set.of(Requirement.values()), "data.rows=" + rows)));
    if (mistakes == 0) {
      found.isNull();
    } else {
      found.hasMessage(
          "--set: data.rows is 500, but data.input %s has its own number of rows; leave data.rows out",
          input);
    }
  }

  @Test
  void allMistakesAreToldAtOnceEachWithItsPlace() {
    assertThat(
            problems(
                "train {\n batch-size = x\n max-second = 5\n}\nnoise.levels = 0\nnoise.sigma-begin = z",
                "noise.sigma-end=3",
                "sample.cuont=1",
                "data.exclude=[a"))
        .extracting(problem -> problem.substring(0, problem.indexOf(": ")))
        .containsExactlyInAnyOrder(
            "job.conf:2", "job.conf:3", "job.conf:5", "job.conf:6", "--set", "--set");
  }

  @Test
  void whatCannotBeReadIsNotCalledMissingToo() {
    ConfigException mistakes =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                ConfigTexts.read(
                    Map.of("job.conf", "train.max-seconds = soon"),
                    Set.of(Requirement.STOPPING_RULE)));
    assertThat(mistakes.problems())
        .singleElement()
        .asString()
        .startsWith("job.conf:1: Cannot set train.max-seconds to 'soon'");
  }

  @Test
  void aMistakeOfTheCommandLineNamesItsOption() {
    assertThat(problems("", "train.seed=x"))
        .containsExactly(
            "--set: Cannot set train.seed to 'x': need a whole number; mend it, or leave it out for the default 0");
    assertThat(problems("", "data.exclude=[a"))
        .containsExactly(
            "--set: Cannot set data.exclude to [a: need plain text, or a list in brackets; mend the brackets and quotes");
    assertThat(problems("", "network.hidden=[16], train.seed=7"))
        .containsExactly(
            "--set: Cannot set network.hidden to [16], train.seed=7: need plain text, or a list in brackets; mend the brackets and quotes");
    assertThat(
            catchThrowableOfType(ConfigException.class, () -> SettingOverride.parse("train.seed"))
                .problems())
        .containsExactly(
            "Cannot read --set 'train.seed': need key=value, such as --set train.seed=7");
  }

  @Test
  void aFileThatCannotBeReadOrParsedIsNamed() {
    assertThat(problems("include \"nix.conf\""))
        .containsExactly(
            "Cannot read the configuration nix.conf: there is no such file; give a local path or a URI of a readable file");
    assertThat(problems("include \"job.conf\""))
        .containsExactly(
            "Cannot read job.conf: it includes itself (job.conf); take one include out");
    assertThat(problems("include classpath(\"x\")"))
        .containsExactly(
            "job.conf: Cannot include classpath(\"x\"): only files can be included; give a path, or a URI of a file system such as hdfs://");
    assertThat(problems("include \"https://host/x.conf\""))
        .containsExactly(
            "job.conf: Cannot include https://host/x.conf: only files can be included; give a path, or a URI of a file system such as hdfs://");
    assertThat(problems("train {\n seed = 1\n"))
        .singleElement()
        .asString()
        .startsWith("job.conf:3: Cannot parse: ");
    assertThat(problems("data.exclude = " + "[".repeat(9999)))
        .containsExactly(
            "job.conf: Cannot parse: found brackets in brackets, thousands deep; take them out");
    assertThat(problems("a..b = 1"))
        .singleElement()
        .asString()
        .startsWith("job.conf:1: Cannot parse: ");
    assertThat(problems("train.max-rounds += 2"))
        .singleElement()
        .asString()
        .startsWith("Cannot join two values: ")
        .endsWith("; += and lists side by side need lists on both sides");
    assertThat(problems("\noutput = ${nowhere}"))
        .singleElement()
        .asString()
        .startsWith("Cannot resolve a substitution: job.conf: 2: ")
        .contains("nowhere");
  }

  private static List<String> problems(String text, String... sets) {
    ConfigException mistakes =
        catchThrowableOfType(ConfigException.class, () -> ConfigTexts.read(text, sets));
    assertThat(mistakes).as("mistakes of %s", text).isNotNull();
    return mistakes.problems();
  }
}
