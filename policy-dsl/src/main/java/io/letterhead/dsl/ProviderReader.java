package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.Origin;
import io.letterhead.policy.Position;
import io.letterhead.policy.Profile;
import io.letterhead.policy.Provider;
import java.util.Optional;

/** Reads the providers of a file: where requests go, and by which rules. */
final class ProviderReader {

  static final ImmutableSet<String> KEYS =
      ImmutableSet.of(
          "profile",
          "origin",
          "cleartext",
          "encoded-slash",
          QueryReader.ALLOW,
          QueryReader.DEFAULT,
          CallerDataReader.CALLER_DATA,
          RejectReader.REJECT,
          RuleListReader.RULES,
          RuleListReader.RESPONSE_RULES);

  private final Problems problems;
  private final Masks masks;
  private final Shapes shapes;
  private final OriginReader origins;
  private final QueryReader queries;
  private final CallerDataReader callerData;
  private final WordReader words;
  private final RuleListReader rules;
  private final KnownProfiles profiles;

  /** A provider's origin and where it is written. */
  private record Placed(Origin origin, Position position) {}

  ProviderReader(Problems problems, Masks masks, RuleListReader rules, KnownProfiles profiles) {
    this.problems = problems;
    this.masks = masks;
    this.shapes = new Shapes(problems);
    this.origins = new OriginReader(problems);
    this.queries = new QueryReader(problems, masks);
    this.callerData = new CallerDataReader(problems, masks);
    this.words = new WordReader(problems, masks);
    this.rules = rules;
    this.profiles = profiles;
  }

  /**
   * The providers under the key {@code providers}; one that could not be read in full stands with
   * what could, so that its rules are checked all the same.
   */
  ImmutableList<Provider> read(YamlNode node) {
    Optional<YamlNode.Mapping> mapping = shapes.mapping(node, "`providers`");
    if (mapping.isEmpty()) {
      return ImmutableList.of();
    }
    if (mapping.get().entries().isEmpty()) {
      problems.error(
          FileProblem.MISSING_VALUE,
          mapping.get().position(),
          "`providers` has no value",
          "a policy without a provider forwards nothing",
          "add a provider with its `origin`");
    }
    return mapping.get().entries().stream()
        .map(this::provider)
        .collect(ImmutableList.toImmutableList());
  }

  private Provider provider(YamlNode.Entry entry) {
    String name = entry.key().text();
    Names.check(entry.key(), "provider", problems);
    String what = "the provider " + Words.quote(name);
    Position at = entry.key().position();
    Optional<YamlNode.Mapping> mapping = shapes.mapping(entry.value(), what);
    if (mapping.isEmpty()) {
      return Provider.builder(name, placeholder(at)).positions(at, at).build();
    }
    masks.hideUnknown(mapping.get(), KEYS);
    shapes.refuseOthers(mapping.get(), what, KEYS);
    CredentialSlot slot = slot(mapping.get());
    Placed origin = origin(mapping.get(), slot, at, what);
    Provider.Builder provider =
        Provider.builder(name, origin.origin())
            .cleartext(isSwitchedOn(mapping.get(), "cleartext", "allowed"))
            .encodedSlash(isSwitchedOn(mapping.get(), "encoded-slash", "pass"))
            .query(queries.query(mapping.get()))
            .rules(rules.read(mapping.get(), slot))
            .positions(at, origin.position());
    if (slot instanceof CredentialSlot.Known known) {
      provider.profile(known.profile());
    }
    callerData.headers(mapping.get()).ifPresent(provider::dataHeaders);
    return provider.build();
  }

  private CredentialSlot slot(YamlNode.Mapping provider) {
    Optional<YamlNode> node = Shapes.find(provider, "profile");
    if (node.isEmpty()) {
      return new CredentialSlot.None();
    }
    int before = problems.size();
    Optional<String> name = words.name(node.get(), "`profile`", "profile").map(word -> word.text());
    if (name.isEmpty() || problems.size() > before || profiles.spoils(name.get())) {
      return new CredentialSlot.Unread();
    }
    Optional<Profile> profile = profiles.find(name.get());
    if (profile.isEmpty()) {
      problems.error(
          FileProblem.UNKNOWN_PROFILE,
          node.get().position(),
          "unknown profile " + Words.quote(name.get()),
          "nothing would be known of the provider, not even where its credential goes",
          profiles.fix(name.get()));
      return new CredentialSlot.Unread();
    }
    return new CredentialSlot.Known(profile.get());
  }

  /** The provider's own origin, else that of its profile. */
  private Placed origin(YamlNode.Mapping provider, CredentialSlot slot, Position at, String what) {
    Optional<YamlNode> own = Shapes.find(provider, "origin");
    if (own.isPresent()) {
      return new Placed(origins.origin(own.get()).orElse(placeholder(at)), own.get().position());
    }
    if (slot instanceof CredentialSlot.Unread) {
      return new Placed(placeholder(at), at);
    }
    if (slot instanceof CredentialSlot.Known known) {
      Position named = Shapes.find(provider, "profile").map(YamlNode::position).orElse(at);
      Optional<Origin> origin = known.profile().origin();
      if (origin.isEmpty()) {
        problems.error(
            FileProblem.MISSING_KEY,
            at,
            what + " lacks the key `origin`",
            "its profile has none: every customer has an origin of its own",
            "add `origin: …`");
      }
      return new Placed(origin.orElse(placeholder(at)), named);
    }
    shapes.required(provider, "origin", at, what);
    return new Placed(placeholder(at), at);
  }

  /** Whether a key is there with the one value that it may have. */
  private boolean isSwitchedOn(YamlNode.Mapping mapping, String key, String value) {
    Optional<YamlNode.Scalar> scalar =
        Shapes.find(mapping, key).flatMap(node -> shapes.scalar(node, Words.quote(key)));
    if (scalar.isEmpty()) {
      return false;
    }
    if (!scalar.get().text().equals(value)) {
      problems.error(
          FileProblem.BAD_SWITCH,
          scalar.get().position(),
          Words.quote(key) + " is " + Words.quote(scalar.get().text()),
          "it has just one value, " + Words.quote(value) + ", and is strict where it is not there",
          "write " + Words.quote(key + ": " + value) + ", or delete the line");
    }
    return scalar.get().text().equals(value);
  }

  /** An origin that no other has and no check objects to, where the real one could not be read. */
  private static Origin placeholder(Position at) {
    return new Origin("https", "line-" + at.line() + "-" + at.column() + ".invalid", 443, "");
  }
}
