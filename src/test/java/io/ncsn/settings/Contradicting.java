package io.ncsn.settings;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Settings that contradict each other, each with its message. */
final class Contradicting {
  private Contradicting() {}

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
            "data.image { width = 2, height = 3, labels = labels.csv }",
            "job.conf:1: data.image.labels is labels.csv, but data.image.label is none; set it to the name of that table's column of labels, or leave data.image.labels out"),
        arguments(
            "data.image { width = 2, height = 3, label = Image, labels = labels.csv }",
            "job.conf:1: data.image.label is Image, which is the column of the pictures themselves; rename the column of the table of labels"),
        arguments(
            "data.image { width = 2, height = 3, label = kind, labels = \"table:labels\" }",
            "job.conf:1: data.image.labels is table:labels, need a path or URI; write the table to a file"),
        arguments(
            "data.image { width = 2, height = 3, label = kind, labels = labels.csv }\ndata.format = csv",
            "job.conf:1: data.image.labels is labels.csv, but rows that are no files of pictures have no names; leave it out, and set data.image.label to the table's own column of labels"),
        arguments(
            "data.image.labels = labels.csv",
            "job.conf:1: data.image.labels is labels.csv, but data.image.width and data.image.height are not set, so rows are no images; set them, or leave data.image.labels out"),
        arguments(
            "data.image.flip = true",
            "job.conf:1: data.image.flip is true, but data.image.width and data.image.height are not set, so rows are no images; set them, or leave data.image.flip out"),
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
            "data.image { width = 1, height = 3 }\ndata.columns = [a, b, zip]\ndata.types { zip = category }",
            "job.conf:3: data.types is {\"zip\":\"category\"}, but data.image makes a model of pixels; leave data.types out"),
        arguments(
            "data.image { width = 2, height = 3 }\nevaluate.features = classifier",
            "job.conf:2: evaluate.features is classifier, but data.image.label is none, so there are no labels that a classifier could learn; set data.image.label, or evaluate.features = auto"),
        arguments(
            "data.columns = [a, b, A]",
            "job.conf:1: data.columns names [A] more than once; name each column once"),
        arguments(
            "train.outer-momentum = 0.5",
            "job.conf:1: train.outer-momentum is 0.5, but only train.outer = nesterov uses it, and train.outer is auto; set nesterov or leave it out"),
        arguments(
            "train.outer-learning-rate = 0.5",
            "job.conf:1: train.outer-learning-rate is 0.5, but only train.outer = nesterov uses it, and train.outer is auto; set nesterov or leave it out"),
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
            "sample.steps-per-level = 3\nsample.interpolate = [1, 2]",
            "job.conf:2: sample.interpolate is [1,2], but sample.sampler annealed-langevin adds noise on the way, so its samples do not follow from where they begin; set sample.sampler = ode-heun without sample.churn"),
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
            "job.conf:1: Cannot set data.types of column 'zip' to 'categry': need one of number, integer, category, boolean, date, timestamp, id, constant, vector; mend it, or leave it out"),
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
            "sample.sampler = annealed-langevin\nsample.steps = 8",
            "job.conf:2: sample.steps is 8, but sample.sampler annealed-langevin does not use it (it uses sample.step-size, sample.steps-per-level); leave it out, or set sample.sampler = langevin or consistent-annealed or predictor-corrector or ode-heun or dpm-solver or dpm-solver-sde or repaint"),
        arguments(
            "sample.step-size = 1e-5\nsample.steps = 8",
            "job.conf:2: sample.steps is 8, but sample.sampler annealed-langevin does not use it (it uses sample.step-size, sample.steps-per-level); leave it out, or set sample.sampler = langevin or consistent-annealed or predictor-corrector or ode-heun or dpm-solver or dpm-solver-sde or repaint"),
        arguments(
            "sample.resampling = 3",
            "job.conf:1: sample.resampling is 3, but sample.sampler dpm-solver does not use it (it uses sample.steps); leave it out, or set sample.sampler = repaint"),
        arguments(
            "sample.churn = 8",
            "job.conf:1: sample.churn is 8, but sample.sampler dpm-solver does not use it (it uses sample.steps); leave it out, or set sample.sampler = ode-heun"),
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
            "job.conf:1: sample.snr is 0.2, but sample.sampler dpm-solver does not use it (it uses sample.steps); leave it out, or set sample.sampler = predictor-corrector"),
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
            "network { hidden = [64], architecture = residual }",
            "job.conf:1: network.hidden is [64], but network.architecture residual needs the width of its stream and of at least one block; set two widths or more"),
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
            "train.precision = bfloat16, network.architecture = residual",
            "job.conf:1: train.precision is bfloat16, which needs network.kind = score, network.architecture = mlp or unet, network.kernel = libtorch, train.objective multi-scale or denoising, and no path of it in network.avoid (written-out-pass and bfloat16-pass of an mlp, bfloat16-convolution of a unet); set these, or train.precision = float32"),
        arguments(
            "train { precision = bfloat16, objective = sliced }",
            "job.conf:1: train.precision is bfloat16, which needs network.kind = score, network.architecture = mlp or unet, network.kernel = libtorch, train.objective multi-scale or denoising, and no path of it in network.avoid (written-out-pass and bfloat16-pass of an mlp, bfloat16-convolution of a unet); set these, or train.precision = float32"),
        arguments(
            "train.precision = bfloat16, data.image { width = 5, height = 3 }, network { architecture = unet, avoid = [bfloat16-convolution] }",
            "job.conf:1: train.precision is bfloat16, which needs network.kind = score, network.architecture = mlp or unet, network.kernel = libtorch, train.objective multi-scale or denoising, and no path of it in network.avoid (written-out-pass and bfloat16-pass of an mlp, bfloat16-convolution of a unet); set these, or train.precision = float32"),
        arguments(
            "sample.precision = bfloat16, network.kernel = dl4j",
            "job.conf:1: sample.precision is bfloat16, but network.kernel is dl4j, which computes in float32; set sample.precision = float32, or network.kernel = auto"),
        arguments(
            "sample.precision = bfloat16, network.avoid = [bfloat16-convolution]",
            "job.conf:1: sample.precision is bfloat16, but network.avoid turns it off (bfloat16 for an mlp, bfloat16-convolution for a unet); take it out of network.avoid, or set sample.precision = float32"),
        arguments(
            "train.patience = 3, data.holdout = 0",
            "job.conf:1: train.patience is 3, but data.holdout is 0: there is no hold-out loss to be patient with; set data.holdout above 0 or train.patience = none"),
        arguments(
            "train.target-loss = -1.5, data.holdout = 0",
            "job.conf:1: train.target-loss is -1.5, but data.holdout is 0: there is no hold-out loss to reach it; set data.holdout above 0 or train.target-loss = none"));
  }
}
