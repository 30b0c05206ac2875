/**
 * Densities known in closed form, with their noised densities, scores and draws at any noise level.
 * Tests and metrics compare objectives, samplers and likelihoods with them.
 */
package io.ncsn.truth;
