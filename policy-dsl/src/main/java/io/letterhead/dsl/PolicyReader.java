package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.FieldGroup;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.Policy;
import io.letterhead.policy.Profile;
import io.letterhead.policy.Provider;
import io.letterhead.policy.Rules;
import io.letterhead.policy.SecretDeclaration;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a policy file's tree into the model, reporting all that cannot be read. */
final class PolicyReader {

  static final ImmutableSet<String> KEYS =
      ImmutableSet.of(
          "version",
          "secrets",
          "groups",
          "profiles",
          CallerDataReader.CALLER_DATA,
          RejectReader.REJECT,
          RuleListReader.RULES,
          RuleListReader.RESPONSE_RULES,
          "providers");

  private final Problems problems;
  private final Masks masks;
  private final Shapes shapes;
  private final PlugIns plugIns;
  private final Profiles shipped;
  private final Optional<Path> folder;

  /**
   * @param plugIns what is installed: sources, schemes, verbs
   * @param shipped the profiles that every file has
   * @param folder what relative paths start from; empty for the working directory
   */
  PolicyReader(
      Problems problems, Masks masks, PlugIns plugIns, Profiles shipped, Optional<Path> folder) {
    this.problems = problems;
    this.masks = masks;
    this.shapes = new Shapes(problems);
    this.plugIns = plugIns;
    this.shipped = shipped;
    this.folder = folder;
  }

  /** The policy, or what of it could be read; empty where the file is of another kind. */
  Optional<Policy> read(YamlNode root, SourceText source) {
    Optional<YamlNode.Mapping> mapping = shapes.mapping(root, "the file");
    if (mapping.isEmpty()) {
      masks.hide(root);
      return Optional.empty();
    }
    if (!isVersionOne(mapping.get(), source)) {
      Shapes.find(mapping.get(), "secrets").ifPresent(masks::hide);
      return Optional.empty();
    }
    masks.hideUnknown(mapping.get(), KEYS);
    shapes.refuseOthers(mapping.get(), "a policy", KEYS);
    return Optional.of(sections(mapping.get(), source));
  }

  private Policy sections(YamlNode.Mapping file, SourceText source) {
    Declared<SecretDeclaration> secrets =
        Shapes.find(file, "secrets")
            .map(new SecretReader(problems, masks, plugIns.sources().keySet(), folder)::read)
            .orElse(Declared.none());
    Declared<FieldGroup> groups =
        Shapes.find(file, "groups").map(new GroupReader(problems)::read).orElse(Declared.none());
    Declared<Profile> profiles =
        Shapes.find(file, "profiles")
            .map(new ProfilesReader(problems, masks, shipped)::read)
            .orElse(Declared.none());
    RuleListReader rules = new RuleListReader(problems, masks, plugIns, secrets, groups);
    Rules shared = rules.read(file, new CredentialSlot.Shared());
    KnownProfiles known = new KnownProfiles(profiles, shipped);
    ImmutableList<Provider> providers =
        shapes
            .required(file, "providers", source.start(), "the policy")
            .map(new ProviderReader(problems, masks, rules, known)::read)
            .orElse(ImmutableList.of());
    return new Policy(
        secrets.items(),
        groups.items(),
        profiles.items(),
        new CallerDataReader(problems, masks).carrier(file),
        shared,
        providers);
  }

  /**
   * Whether the version is the one that is read here; a missing one is reported, and taken as 1.
   */
  private boolean isVersionOne(YamlNode.Mapping file, SourceText source) {
    Optional<YamlNode> version = Shapes.find(file, "version");
    if (version.isEmpty()) {
      problems.error(
          FileProblem.MISSING_VERSION,
          source.start(),
          "the policy does not say its `version`",
          "the version fixes what every other line means",
          "begin the file with `version: 1`");
      return true;
    }
    Optional<YamlNode.Scalar> scalar = shapes.scalar(version.get(), "`version`");
    if (scalar.isEmpty() || scalar.get().text().equals("1")) {
      return true;
    }
    problems.error(
        FileProblem.UNKNOWN_VERSION,
        scalar.get().position(),
        "there is no version " + Words.quote(scalar.get().text()),
        "the version fixes what every other line means, so nothing else was read",
        "write `version: 1`, or use a release that knows this version");
    return false;
  }
}
