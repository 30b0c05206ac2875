package io.ncsn.network;

import org.bytedeco.pytorch.Tensor;

/** The vectors that a step of Adam reads and writes. All are flat, [n]. */
record AdamVectors(Tensor parameters, Tensor gradient, Tensor firstMoment, Tensor secondMoment) {}
