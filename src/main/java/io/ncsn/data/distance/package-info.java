/** Finds the greatest distance between two training rows, from which σ₁ follows. */
package io.ncsn.data.distance;
