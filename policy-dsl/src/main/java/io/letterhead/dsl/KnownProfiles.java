package io.letterhead.dsl;

import com.google.common.collect.Sets;
import io.letterhead.policy.Profile;
import io.letterhead.policy.Suggestion;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The profiles that the providers of a file can name.
 *
 * @param declared those of the file
 * @param shipped those that every file has
 */
record KnownProfiles(Declared<Profile> declared, Profiles shipped) {

  /** The profile of a name. */
  Optional<Profile> find(String name) {
    return declared.items().stream()
        .filter(profile -> profile.name().equals(name))
        .findFirst()
        .or(() -> shipped.find(name));
  }

  /** Whether the file declares it, and could not be read there. */
  boolean spoils(String name) {
    return declared.spoils(name) && shipped.find(name).isEmpty();
  }

  /** How to mend an unknown name: what it may have meant, and what there is. */
  String fix(String word) {
    Set<String> names = new TreeSet<>(Sets.union(declared.broken(), shipped.names()));
    declared.items().forEach(profile -> names.add(profile.name()));
    String meant =
        Suggestion.closest(word, names).map(name -> "did you mean `" + name + "`? ").orElse("");
    return meant + "the profiles are `" + String.join("`, `", names) + "`";
  }
}
