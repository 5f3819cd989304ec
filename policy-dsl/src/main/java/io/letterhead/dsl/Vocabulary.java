package io.letterhead.dsl;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.PlugIns;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The verbs that a list of rules takes, each with its keys, and what it says of those that only
 * other lists take.
 *
 * @param verbs the verbs, each with all of its keys
 * @param elsewhere the verbs of requests, each with all of its keys
 * @param misplaced the problem of a verb or key that this list does not take
 * @param place what the list is, as messages call it
 */
record Vocabulary(
    ImmutableMap<String, ImmutableSet<String>> verbs,
    ImmutableMap<String, ImmutableSet<String>> elsewhere,
    FileProblem misplaced,
    String place) {

  static final String WHY = "why";
  static final String WHEN = "when";
  static final String TO = "to";
  static final String FROM_CALLER_DATA = "from-caller-data";
  static final String FROM_REQUEST = "from-request";
  static final String FROM_SECRET = "from-secret";
  static final String AS = "as";
  static final String CALLER_MAY_BRING = "caller-may-bring";

  private static final ImmutableMap<String, ImmutableSet<String>> BUILT_IN =
      ImmutableMap.<String, ImmutableSet<String>>builder()
          .put("allow", keys(GuardReader.ONE_OF, GuardReader.MAX_LENGTH))
          .put("deny", keys())
          .put("rename", keys(TO, GuardReader.ONE_OF, GuardReader.MAX_LENGTH))
          .put("set", keys(TO, FROM_CALLER_DATA, FROM_REQUEST))
          .put("default", keys(TO))
          .put("inject", keys(FROM_SECRET, AS, CALLER_MAY_BRING))
          .put("require", keys())
          .buildOrThrow();

  /** Rules about requests: every verb of the language, and those of plug-ins. */
  static Vocabulary ofRequests(PlugIns plugIns) {
    ImmutableMap<String, ImmutableSet<String>> all = all(plugIns);
    return new Vocabulary(all, all, FileProblem.UNKNOWN_KEY, "`rules`");
  }

  /** Rules about responses. */
  static Vocabulary ofResponses(PlugIns plugIns) {
    return new Vocabulary(
        ImmutableMap.of("allow", keys(), "deny", keys(), "rename", keys(TO), "set", keys(TO)),
        all(plugIns),
        FileProblem.NOT_FOR_RESPONSES,
        "`response-rules`");
  }

  /** Rules that a profile adds. */
  static Vocabulary ofCompanions() {
    return new Vocabulary(
        ImmutableMap.of(
            "allow",
            ImmutableSet.of(GuardReader.ONE_OF, GuardReader.MAX_LENGTH, WHY),
            "default",
            ImmutableSet.of(TO, WHY)),
        BUILT_IN,
        FileProblem.BAD_PROFILE,
        "`companions`");
  }

  /** Whether a rule may begin so, here or elsewhere. */
  boolean isVerb(String word) {
    return elsewhere.containsKey(word);
  }

  /** The verbs that the language defines. */
  static ImmutableSet<String> builtIn() {
    return BUILT_IN.keySet();
  }

  /** Whether the language defines the verb, not a plug-in. */
  static boolean isBuiltIn(String verb) {
    return BUILT_IN.containsKey(verb);
  }

  /** The keys of a rule of this verb; none where there is no such verb. */
  ImmutableSet<String> keysOf(String verb) {
    return verbs.getOrDefault(verb, ImmutableSet.of());
  }

  /** Whether another list takes the key in a rule of this verb. */
  boolean isElsewhere(String verb, String key) {
    return elsewhere.getOrDefault(verb, ImmutableSet.of()).contains(key);
  }

  private static ImmutableMap<String, ImmutableSet<String>> all(PlugIns plugIns) {
    Map<String, ImmutableSet<String>> all = new LinkedHashMap<>();
    plugIns
        .verbs()
        .forEach((name, verb) -> all.put(name, keys(verb.options().toArray(String[]::new))));
    all.putAll(BUILT_IN); // no plug-in changes what a word of the language means
    return ImmutableMap.copyOf(all);
  }

  private static ImmutableSet<String> keys(String... own) {
    return ImmutableSet.<String>builder().add(own).add(WHY, WHEN).build();
  }
}
