package io.letterhead.dsl;

import io.letterhead.policy.Position;
import io.letterhead.policy.Profile;
import java.util.Optional;

/** Reads the profiles that a file declares. */
final class ProfilesReader {

  private final Problems problems;
  private final Masks masks;
  private final Shapes shapes;
  private final Profiles shipped;

  ProfilesReader(Problems problems, Masks masks, Profiles shipped) {
    this.problems = problems;
    this.masks = masks;
    this.shapes = new Shapes(problems);
    this.shipped = shipped;
  }

  /** The profiles under the key {@code profiles}. */
  Declared<Profile> read(YamlNode node) {
    Optional<YamlNode.Mapping> mapping = shapes.mapping(node, "`profiles`");
    if (mapping.isEmpty()) {
      masks.hide(node);
      return Declared.notRead();
    }
    ProfileReader reader = new ProfileReader(problems, masks);
    Declared.Builder<Profile> profiles = new Declared.Builder<>();
    for (YamlNode.Entry entry : mapping.get().entries()) {
      int before = problems.size();
      String name = entry.key().text();
      Position at = entry.key().position();
      Names.check(entry.key(), "profile", problems);
      if (shipped.find(name).isPresent()) {
        problems.error(
            FileProblem.REDEFINED_PROFILE,
            at,
            "the profile " + Words.quote(name) + " is shipped",
            "readers know what a shipped profile says; a file cannot change it",
            "choose another name");
      }
      Optional<Profile> profile = reader.declared(name, entry.value(), at);
      if (profile.isPresent() && problems.size() == before) {
        profiles.add(name, profile.get(), true);
      } else {
        profiles.addBroken(name);
      }
    }
    return profiles.build();
  }
}
