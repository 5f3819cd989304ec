package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.scheme.BearerScheme;
import io.letterhead.policy.spi.CredentialScheme;
import io.letterhead.policy.spi.RuleVerb;
import io.letterhead.policy.spi.SecretSource;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of plug-ins: one each, of the right form, and none of the language's own words. */
class PlugInsTest {

  /** A verb that says of itself what a test says. */
  private record Named(Supplier<@Nullable String> says, ImmutableSet<String> options)
      implements RuleVerb {

    @Override
    @SuppressWarnings("NullAway") // A broken plug-in does not keep to what it promises.
    public String name() {
      return says.get();
    }

    @Override
    public Configured configure(String operand, ImmutableMap<String, String> written) {
      throw new IllegalArgumentException("never");
    }
  }

  private record Source(String name) implements SecretSource {
    @Override
    public String read(String key) {
      return key;
    }
  }

  private record Scheme(String name) implements CredentialScheme {
    @Override
    public String render(Secret secret) {
      return secret.reveal();
    }
  }

  private static PlugIns verb(Supplier<@Nullable String> says, String... options) {
    return PlugIns.of(List.of(), List.of(), List.of(new Named(says, ImmutableSet.copyOf(options))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"allow", "deny", "rename", "set", "default", "inject", "require", "why", "when"})
  void aVerbIsNoWordOfTheLanguage(String word) {
    assertThatThrownBy(() -> verb(() -> word))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the verb of "
                + Named.class.getName()
                + " is named `"
                + word
                + "`, a word of the language");
  }

  @Test
  void everyVerbOfTheLanguageIsTaken() {
    for (Rule rule :
        List.of(
            Policies.allow("X-A"),
            Policies.deny("X-A"),
            Policies.rename("X-A", "X-B"),
            Policies.set("X-A", "v"),
            Policies.fallback("X-A", "v"),
            Policies.inject("X-A", "key", "raw"),
            Policies.require("X-A"))) {
      assertThatThrownBy(() -> verb(rule::verb)).hasMessageContaining("a word of the language");
    }
    assertThat(Rule.class.getPermittedSubclasses()).as("and one for all plug-ins").hasSize(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Sign", "two words", "a_b", "ä", "a\n"})
  void aNameHasTheFormOfOne(String name) {
    String expected = "` (expected: lower-case letters, digits and `-`)";
    assertThatThrownBy(() -> verb(() -> name)).hasMessageEndingWith("`" + name + expected);
    assertThatThrownBy(() -> PlugIns.of(List.of(new Source(name)), List.of(), List.of()))
        .hasMessageStartingWith("the secret source of " + Source.class.getName())
        .hasMessageEndingWith("`" + name + expected);
    assertThatThrownBy(() -> PlugIns.of(List.of(), List.of(new Scheme(name)), List.of()))
        .hasMessageStartingWith("the credential scheme of " + Scheme.class.getName())
        .hasMessageEndingWith("`" + name + expected);
    assertThatThrownBy(() -> verb(() -> "test", name)).hasMessageEndingWith("`" + name + expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"why", "when"})
  void anOptionIsNoKeyOfAllRules(String option) {
    assertThatThrownBy(() -> verb(() -> "test", option))
        .hasMessage(
            "an option of the verb `test` of "
                + Named.class.getName()
                + " is named `"
                + option
                + "`, a key of all rules");
  }

  @Test
  void aSourceIsNoKeyOfSecrets() {
    assertThatThrownBy(() -> PlugIns.of(List.of(new Source("only-for")), List.of(), List.of()))
        .hasMessageEndingWith("is named `only-for`, a word of the language");
  }

  @Test
  void twoOfOneNameAreBothNamed() {
    assertThatThrownBy(
            () ->
                PlugIns.of(List.of(), List.of(new BearerScheme(), new Scheme("bearer")), List.of()))
        .hasMessage(
            "two plug-ins are the credential scheme `bearer`: io.letterhead.policy.scheme."
                + "BearerScheme and "
                + Scheme.class.getName());
  }

  @Test
  void twoOfDifferentKindsMayHaveOneName() {
    PlugIns plugIns =
        PlugIns.of(List.of(new Source("vault")), List.of(new Scheme("vault")), List.of());

    assertThat(plugIns).hasToString("PlugIns[sources=[vault], schemes=[vault], verbs=[]]");
  }

  @Test
  void oneThatDoesNotSayItsNameIsNamedByItsClass() {
    assertThatThrownBy(() -> verb(() -> null))
        .hasMessage("the verb of " + Named.class.getName() + " gives no name: it returned null");
    assertThatThrownBy(
            () ->
                verb(
                    () -> {
                      throw new IllegalStateException("secret");
                    }))
        .hasMessage(
            "the verb of "
                + Named.class.getName()
                + " gives no name: it failed with java.lang.IllegalStateException");
  }

  /** Found by name alone, by the test below. */
  public static final class Failing implements SecretSource {
    /** Fails. */
    public Failing() {
      throw new IllegalStateException("s3cr3t");
    }

    @Override
    public String name() {
      return "failing";
    }

    @Override
    public String read(String key) {
      return key;
    }
  }

  @Test
  void oneThatCannotBeLoadedIsNamedWithoutAWordOfItsOwn(@TempDir Path classes) throws Exception {
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Path sources = services.resolve(SecretSource.class.getName());
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      Files.writeString(sources, "no.such.Source");
      assertThatThrownBy(() -> PlugIns.installed(loader))
          .isInstanceOf(PlugInException.class)
          .hasMessageStartingWith("a plug-in cannot be loaded: ")
          .hasMessageEndingWith("no.such.Source not found");

      Files.writeString(sources, Failing.class.getName());
      assertThatThrownBy(() -> PlugIns.installed(loader))
          .hasMessageContaining(Failing.class.getName())
          .hasMessageEndingWith(" (java.lang.IllegalStateException)")
          .hasMessageNotContaining("s3cr3t");
    }
  }

  @Test
  void whatIsInstalledHereIsBuiltIn() {
    assertThat(PlugIns.installed().schemes().keySet())
        .containsExactlyInAnyOrder("basic", "bearer", "raw");
    assertThat(PlugIns.installed().verbs()).isEmpty();
  }
}
