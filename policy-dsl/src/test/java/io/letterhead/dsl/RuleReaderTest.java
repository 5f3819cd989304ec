package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.Bring;
import io.letterhead.policy.Condition;
import io.letterhead.policy.FieldName;
import io.letterhead.policy.Guard;
import io.letterhead.policy.Operand;
import io.letterhead.policy.PathPattern;
import io.letterhead.policy.Position;
import io.letterhead.policy.Positioned;
import io.letterhead.policy.Problem;
import io.letterhead.policy.RequestFact;
import io.letterhead.policy.Rule;
import io.letterhead.policy.Terms;
import io.letterhead.policy.WrittenValue;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each verb's rule becomes just what is written, every word at its place. */
class RuleReaderTest {

  @Test
  void allowTakesOperandsOfEveryKindAndGuards() {
    Text text =
        new Text("{ allow: [X-A, '*-B', '@c'], one-of: [a, b], max-length: 8, why: ' because ' }");

    assertThat(text.rule())
        .isEqualTo(
            new Rule.Allow(
                ImmutableList.of(
                    text.name("X-A"),
                    new Operand.Glob("*-B", text.at("'*-B'")),
                    new Operand.Group("@c", text.at("'@c'"))),
                ImmutableList.of(
                    new Guard.OneOf(ImmutableSet.of("a", "b")), new Guard.MaxLength(8)),
                new Terms(text.at("allow"), "because", Condition.ALWAYS)));
  }

  @Test
  void denyTakesACondition() {
    Text text =
        new Text("{ deny: X-A, when: { methods: [GET, PUT], paths: '/v1/*', callers: key/a } }");

    assertThat(text.rule())
        .isEqualTo(
            new Rule.Deny(
                ImmutableList.of(text.name("X-A")),
                new Terms(
                    text.at("deny"),
                    "",
                    new Condition.Matching(
                        ImmutableSet.of("GET", "PUT"),
                        ImmutableSet.of(new PathPattern("/v1/*")),
                        ImmutableSet.of("key/a"),
                        text.at("{ methods: [GET, PUT], paths: '/v1/*', callers: key/a }")))));
  }

  @Test
  void renameTakesAGuard() {
    Text text = new Text("{ rename: X-A, to: X-B, max-length: 1 }");

    assertThat(text.rule())
        .isEqualTo(
            new Rule.Rename(
                text.name("X-A"),
                text.name("X-B"),
                ImmutableList.of(new Guard.MaxLength(1)),
                text.terms("rename")));
  }

  @Test
  void aSetHasOneOfThreeSources() {
    Text fixed = new Text("{ set: X-A, to: some text, when: otherwise }");
    Text data = new Text("{ set: X-A, from-caller-data: some_key }");
    Text fact = new Text("{ set: X-A, from-request: caller-id }");

    assertThat(fixed.rule())
        .isEqualTo(
            new Rule.Set(
                fixed.name("X-A"),
                new WrittenValue.Fixed(fixed.word("some text")),
                new Terms(fixed.at("set"), "", new Condition.Otherwise(fixed.at("otherwise")))));
    assertThat(data.rule())
        .isEqualTo(
            new Rule.Set(
                data.name("X-A"),
                new WrittenValue.FromCallerData(data.word("some_key")),
                data.terms("set")));
    assertThat(fact.rule())
        .isEqualTo(
            new Rule.Set(
                fact.name("X-A"),
                new WrittenValue.FromRequest(RequestFact.CALLER_ID),
                fact.terms("set")));
  }

  @Test
  void defaultAndRequireNameOneField() {
    Text fallback = new Text("{ default: X-A, to: b }");
    Text require = new Text("{ require: X-A }");

    assertThat(fallback.rule())
        .isEqualTo(
            new Rule.Default(fallback.name("X-A"), fallback.word("b"), fallback.terms("default")));
    assertThat(require.rule())
        .isEqualTo(new Rule.Require(require.name("X-A"), require.terms("require")));
  }

  @Test
  void injectTakesASecretASchemeAndWhatCallersMayBring() {
    Text secret = new Text("{ inject: X-A, from-secret: token, as: raw }");
    Text data = new Text("{ inject: X-A, as: raw, caller-may-bring: { data: some_key } }");
    Text field =
        new Text("{ inject: X-A, from-secret: k, as: raw, caller-may-bring: { header: X-B } }");

    assertThat(secret.rule())
        .isEqualTo(inject(secret, Optional.of(secret.word("token")), Optional.empty()));
    assertThat(data.rule())
        .isEqualTo(
            inject(data, Optional.empty(), Optional.of(new Bring.Data(data.word("some_key")))));
    assertThat(field.rule())
        .isEqualTo(
            inject(
                field,
                Optional.of(new Positioned("k", field.at("k, as", 1))),
                Optional.of(new Bring.Field(field.name("X-B")))));
  }

  @Test
  void aPlugInsVerbTakesItsOptions() {
    Text text = new Text("{ stamp: X-A, ink: blue, why: w, when: { methods: GET } }");

    assertThat(text.rule())
        .isEqualTo(
            new Rule.Custom(
                new Positioned("stamp", text.at("stamp")),
                text.word("X-A"),
                ImmutableMap.of("ink", text.word("blue")),
                new Terms(
                    text.at("stamp"),
                    "w",
                    new Condition.Matching(
                        ImmutableSet.of("GET"),
                        ImmutableSet.of(),
                        ImmutableSet.of(),
                        text.at("{ methods: GET }")))));
  }

  @ParameterizedTest
  @ValueSource(strings = {",X-A", " X-A", "X-A,X-B", "X-A X-B"})
  void whatMayBeSeveralNamesIsToBecomeAList(String names) {
    Text text = new Text("{ allow: '" + names + "' }");

    assertThat(text.read()).isEmpty();
    assertThat(text.problems.all())
        .extracting(Problem::fix)
        .containsExactly("for several names write a list: `[X-A, X-B]`");
  }

  private static Rule inject(Text text, Optional<Positioned> secret, Optional<Bring> bring) {
    return new Rule.Inject(text.name("X-A"), secret, text.word("raw"), bring, text.terms("inject"));
  }

  /** A rule as it is written, and the places of its words. */
  private static final class Text {

    private final Problems problems = new Problems();
    private final String text;

    Text(String text) {
      this.text = text;
    }

    Optional<Rule> read() {
      YamlNode node = PositionedYaml.parse(new SourceText("p.yaml", text), problems).orElseThrow();
      return new RuleReader(problems, new Masks(), Vocabulary.ofRequests(TestPolicies.PLUG_INS))
          .read(node, new CredentialSlot.None());
    }

    Rule rule() {
      Optional<Rule> rule = read();
      assertThat(problems.all()).isEmpty();
      return rule.orElseThrow();
    }

    Terms terms(String verb) {
      return Terms.at(at(verb));
    }

    Operand.Name name(String name) {
      return new Operand.Name(FieldName.of(name), at(name));
    }

    Positioned word(String word) {
      return new Positioned(word, at(word));
    }

    Position at(String words) {
      return at(words, words.length());
    }

    Position at(String words, int length) {
      int column = text.indexOf(words) + 1;
      return new Position("p.yaml", 1, column, column + length);
    }
  }
}
