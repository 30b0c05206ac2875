package io.ncsn.evaluate.mixed;

/**
 * Whether synthetic rows lie where real rows do, and the other way round (Alaa et al. 2022, as
 * synthcity's naive variant computes them).
 *
 * @param alphaPrecision 1 when of the synthetic rows as many lie in each ball around the real rows'
 *     mean as of the real rows
 * @param betaRecall how far the synthetic rows cover the real ones: a real row is covered when a
 *     synthetic row lies nearer than the nearest other real row. Rows as good as real ones get
 *     about one half
 */
public record Coverage(Judged alphaPrecision, Judged betaRecall) {}
