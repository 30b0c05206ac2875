package io.ncsn.config;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The variants that a setting chooses from: the classes that a sealed interface permits. Each has a
 * method {@code public static T read(Values)} that reads its own settings. A new variant is a class
 * and its name in the interface's {@code permits} clause.
 */
public final class Variants<T extends Variant> {
  private final String key;
  private final Class<T> type;
  private final List<Class<? extends T>> classes;

  private Variants(String key, Class<T> type, List<Class<? extends T>> classes) {
    this.key = key;
    this.type = type;
    this.classes = classes;
  }

  /**
   * Returns the variants of {@code type}, which {@code key} chooses from.
   *
   * @param type a sealed interface
   */
  public static <T extends Variant> Variants<T> of(String key, Class<T> type) {
    return new Variants<>(
        key, type, classes(type).<Class<? extends T>>map(c -> c.asSubclass(type)).toList());
  }

  /** Returns the classes that a sealed interface, and the sealed ones within it, permit. */
  private static Stream<Class<?>> classes(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Variants::classes)
        : Stream.of(type);
  }

  /** Returns the words that choose a variant, in the order of the {@code permits} clause. */
  public List<String> words() {
    return classes.stream().map(Variant::word).toList();
  }

  /** Returns the class of the variant that {@code word} chooses, if there is one. */
  public Optional<Class<? extends T>> named(String word) {
    return classes.stream().filter(variant -> Variant.word(variant).equals(word)).findFirst();
  }

  /**
   * Reads the variant that the key names.
   *
   * @param automatic word of the variant that {@code auto} stands for; empty if the key has no auto
   */
  public T read(Values values, Optional<String> automatic) {
    return readAll(values, automatic).chosen();
  }

  /**
   * As {@link #read}. Settings that only other variants read are mistakes if they differ from their
   * defaults, because they would do nothing.
   */
  public T readAlone(Values values, Optional<String> automatic) {
    Read<T> read = readAll(values, automatic);
    Set<String> idle = new TreeSet<>();
    read.keys().values().forEach(idle::addAll);
    String word = read.chosen().word();
    Set<String> used = new TreeSet<>(read.keys().get(word));
    idle.removeAll(used);
    for (String setting : idle) {
      List<String> readers =
          words().stream().filter(other -> read.keys().get(other).contains(setting)).toList();
      values.rule(
          List.of(setting, key),
          values.isChanged(setting),
          "%s is %s, but %s %s does not use it (it uses %s); leave it out, or set %3$s = %s"
              .formatted(
                  setting,
                  values.rendered(setting),
                  key,
                  word,
                  String.join(", ", used),
                  String.join(" or ", readers)));
    }
    return read.chosen();
  }

  /**
   * The variant chosen.
   *
   * @param keys the settings that each variant reads, by its word
   */
  private record Read<T>(T chosen, Map<String, Set<String>> keys) {}

  /** Reads every variant, so that mistakes in the settings of the others are found too. */
  private Read<T> readAll(Values values, Optional<String> automatic) {
    Kind<String> kind = Kind.word(words());
    String word =
        automatic.isPresent()
            ? values.read(key, kind.orAuto()).orElseGet(automatic::get)
            : values.read(key, kind);
    Map<String, T> all = new LinkedHashMap<>();
    Map<String, Set<String>> keys = new LinkedHashMap<>();
    for (Class<? extends T> variant : classes) {
      String name = Variant.word(variant);
      keys.put(name, values.keysReadBy(() -> all.put(name, read(variant, values))));
    }
    return new Read<>(all.get(word), keys);
  }

  private T read(Class<? extends T> variant, Values values) {
    try {
      MethodHandle reader =
          MethodHandles.publicLookup()
              .findStatic(variant, "read", MethodType.methodType(variant, Values.class));
      return type.cast(reader.invoke(values));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(
          variant + " needs a method 'public static " + variant.getSimpleName() + " read(Values)'",
          e);
    }
  }
}
