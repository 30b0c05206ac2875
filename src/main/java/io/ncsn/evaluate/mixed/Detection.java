package io.ncsn.evaluate.mixed;

/**
 * How well a classifier tells synthetic rows from training rows (C2ST): the area under its ROC
 * curve on rows that it has not seen, one half when it cannot. The mean of three folds, of which
 * none counts less than one half, as SDMetrics has it.
 *
 * @param logistic logistic regression on scaled numbers and one-hot categories, as SDMetrics'
 *     LogisticDetection, whose score is 2 − 2·AUC
 * @param trees gradient-boosted trees, which also see how columns depend on each other
 */
public record Detection(Judged logistic, Judged trees) {}
