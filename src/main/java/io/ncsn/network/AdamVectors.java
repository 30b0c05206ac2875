package io.ncsn.network;

import org.bytedeco.pytorch.Tensor;

/** What a step of Adam reads and writes; all vectors are flat, [n]. */
record AdamVectors(Tensor parameters, Tensor gradient, Tensor firstMoment, Tensor secondMoment) {}
