/**
 * Densities known in closed form, with their noised densities, scores and draws at any noise level:
 * what objectives, samplers and likelihoods are measured against.
 */
package io.ncsn.truth;
