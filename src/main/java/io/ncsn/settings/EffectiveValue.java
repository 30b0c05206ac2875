package io.ncsn.settings;

/**
 * One setting in force.
 *
 * @param key dotted key
 * @param value as one would give it to {@code --set}, secrets hidden
 * @param origin where it was written: {@code conf/digits.conf:12}, {@code --set}, {@code
 *     reference.conf:3}
 */
public record EffectiveValue(String key, String value, String origin) {}
