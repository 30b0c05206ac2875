/**
 * Noise levels, Langevin step sizes and keyed random streams: the arithmetic every later step of
 * the way of the data stands on. Pure Java; imports nothing of the project.
 */
package io.ncsn.noise;
