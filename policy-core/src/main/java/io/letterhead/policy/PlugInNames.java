package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.spi.RuleVerb;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The names of one kind of plug-ins: each of the right form, of one plug-in, and no word of the
 * language. Messages name the class, which is what can be taken off the class path.
 */
enum PlugInNames {
  SOURCE("secret source", ImmutableSet.of("only-for")),
  SCHEME("credential scheme", ImmutableSet.of()),
  VERB(
      "verb",
      ImmutableSet.of(
          "allow", "deny", "rename", "set", "default", "inject", "require", "why", "when"));

  private static final Pattern FORM = Pattern.compile("[a-z0-9-]+");

  /** The keys that every rule may have, so that no option can. */
  private static final ImmutableSet<String> KEYS_OF_RULES = ImmutableSet.of("why", "when");

  private final String kind;

  /** The words that stand where such a name does, whatever is installed. */
  private final ImmutableSet<String> taken;

  PlugInNames(String kind, ImmutableSet<String> taken) {
    this.kind = kind;
    this.taken = taken;
  }

  /**
   * Plug-ins by what they say is their name.
   *
   * @throws IllegalArgumentException if two say the same, or one says nothing
   */
  <T> ImmutableMap<String, T> index(List<T> all, Function<T, String> nameOf) {
    Map<String, T> byName = new LinkedHashMap<>();
    for (T one : all) {
      String name = answer("name", requireNonNull(one, kind), nameOf);
      T other = byName.putIfAbsent(name, one);
      if (other != null) {
        throw new IllegalArgumentException(
            "two plug-ins are the %s `%s`: %s and %s"
                .formatted(kind, name, className(other), className(one)));
      }
    }
    return ImmutableMap.copyOf(byName);
  }

  /**
   * @throws IllegalArgumentException if a name has not the form of one, or is taken
   */
  void require(ImmutableMap<String, ?> byName) {
    byName.forEach(
        (name, plugIn) -> {
          requireForm(kind, name, plugIn);
          if (taken.contains(name)) {
            throw new IllegalArgumentException(
                "the %s of %s is named `%s`, a word of the language"
                    .formatted(kind, className(plugIn), name));
          }
        });
  }

  /**
   * @throws IllegalArgumentException if an option has not the form of one, or is a key of all rules
   */
  static void requireOptions(String name, RuleVerb verb) {
    for (String option : VERB.answer("options", verb, RuleVerb::options)) {
      requireForm("option of the verb `" + name + "`", option, verb);
      if (KEYS_OF_RULES.contains(option)) {
        throw new IllegalArgumentException(
            "an option of the verb `%s` of %s is named `%s`, a key of all rules"
                .formatted(name, className(verb), option));
      }
    }
  }

  private static void requireForm(String kind, String name, Object plugIn) {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the %s of %s is named `%s` (expected: lower-case letters, digits and `-`)"
              .formatted(kind, className(plugIn), name));
    }
  }

  /** What a plug-in says of itself, which it may fail to. */
  private <T, A> A answer(String what, T plugIn, Function<T, A> question) {
    A answer;
    try {
      answer = question.apply(plugIn);
    } catch (RuntimeException | Error e) {
      throw new IllegalArgumentException(
          "the %s of %s gives no %s: it %s"
              .formatted(kind, className(plugIn), what, FailedCallException.message(e)),
          e);
    }
    if (answer == null) {
      throw new IllegalArgumentException(
          "the %s of %s gives no %s: it returned null".formatted(kind, className(plugIn), what));
    }
    return answer;
  }

  private static String className(Object plugIn) {
    return plugIn.getClass().getName();
  }
}
