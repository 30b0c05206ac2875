/**
 * Every setting of a run: read, checked, and all mistakes reported together. Each section of
 * settings lives in the package that acts on it; rules about several sections live here.
 */
package io.ncsn.settings;
