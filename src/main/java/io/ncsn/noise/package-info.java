/**
 * Noise levels, Langevin step sizes and keyed random streams. All other packages build on this
 * arithmetic. Pure Java; imports nothing of the project.
 */
package io.ncsn.noise;
