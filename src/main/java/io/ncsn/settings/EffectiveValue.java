package io.ncsn.settings;

/**
 * One setting in force.
 *
 * @param key dotted key
 * @param value the value as {@code --set} takes it, with secrets hidden
 * @param origin where it was written: {@code conf/digits.conf:12}, {@code --set}, {@code
 *     reference.conf:3}
 */
public record EffectiveValue(String key, String value, String origin) {}
