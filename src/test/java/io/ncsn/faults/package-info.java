/**
 * Faults made to happen to a real cluster: processes of its own, killed, frozen and replaced while
 * they work, and what the program says and leaves.
 */
package io.ncsn.faults;
