package io.ncsn.evaluate;

import java.util.function.UnaryOperator;

/**
 * Features of images that something else than this package computes.
 *
 * @param of makes features of images in data units, a row each
 * @param description what they are
 */
public record GivenFeatures(UnaryOperator<Matrix> of, ImageFeatures description) {}
