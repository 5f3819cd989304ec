package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.Operand;
import io.letterhead.policy.Origin;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.Position;
import io.letterhead.policy.Positioned;
import io.letterhead.policy.Profile;
import io.letterhead.policy.Rule;
import io.letterhead.policy.Terms;
import java.util.List;
import java.util.Optional;

/** Loads policies with one verb of a plug-in and one shipped profile, whatever else is there. */
final class TestPolicies {

  /** What is installed, and the verb {@code stamp}. */
  static final PlugIns PLUG_INS = plugIns();

  /** One profile, {@code openai}. */
  static final Profiles PROFILES = Profiles.of(List.of(openai()));

  private TestPolicies() {}

  static Loaded load(String fileName, String text) {
    return PolicyLoad.load(
        YamlFile.parse(fileName, text, FileKind.POLICY), PLUG_INS, PROFILES, Optional.empty());
  }

  private static PlugIns plugIns() {
    PlugIns installed = PlugIns.installed();
    return PlugIns.of(
        installed.sources().values().asList(),
        installed.schemes().values().asList(),
        List.of(new StampVerb()));
  }

  private static Profile openai() {
    Position at = Position.builtIn("openai@1");
    return new Profile(
        "openai",
        1,
        Optional.of(Origin.parse("https://api.openai.com/v1")),
        Operand.Name.of("Authorization"),
        new Positioned("bearer", at),
        ImmutableSet.of(),
        ImmutableSet.of(),
        ImmutableList.of(
            new Rule.Allow(
                ImmutableList.of(Operand.Name.of("OpenAI-Beta")),
                ImmutableList.of(),
                Terms.at(at))),
        Position.IN_CODE);
  }
}
