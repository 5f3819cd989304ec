package io.letterhead.policy;

import static io.letterhead.policy.Policies.inject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import io.letterhead.policy.spi.SecretSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * One resolution of a policy's secrets: what is missing rejects what needs it, and nothing else.
 */
class PolicyGenerationTest {

  private static final Policy TWO =
      Policies.policy(
          Provider.of("one", "https://one.example", inject("Authorization", "key", "bearer")),
          Provider.of("two", "https://two.example", inject("X-Api-Key", "other-key", "raw")));

  private final List<String> reads = new ArrayList<>();
  private final Map<String, String> held = new HashMap<>();

  @Test
  void aMissingSecretRejectsItsProviderOnly() {
    held.put("other-key", "s3cr3t-2");
    PolicyGeneration generation = resolve(TWO);

    assertThat(decision(generation, "one"))
        .isEqualTo(
            new Decision.Reject(
                new Rejection(
                    Rejection.Reason.SECRET,
                    "Authorization",
                    "the field `Authorization` has no credential: secret key")));
    assertThat(decision(generation, "two")).isEqualTo(new Decision.Forward("/"));
    assertThat(generation.unusable())
        .containsExactly(new UnusableSecret("one", "key", "there is none"));
  }

  @Test
  void whereEverySecretIsThereNoneIsUnusable() {
    held.putAll(Map.of("key", "s3cr3t-1", "other-key", "s3cr3t-2"));

    assertThat(resolve(TWO).unusable()).isEmpty();
  }

  @Test
  void aSecretThatTurnsUnusableKeepsItsLastGoodValue() {
    held.putAll(Map.of("key", "s3cr3t-1", "other-key", "s3cr3t-2"));
    PolicyGeneration first = resolve(TWO);
    held.remove("key");
    held.put("other-key", "s3cr3t-3");

    PolicyGeneration second = first.next(first.policy(), plugIns());
    held.put("other-key", "\n");
    PolicyGeneration third = second.next(second.policy(), plugIns());

    assertThat(sent(second, "one")).containsExactly(Map.entry("Authorization", "Bearer s3cr3t-1"));
    assertThat(sent(second, "two")).containsExactly(Map.entry("X-Api-Key", "s3cr3t-3"));
    assertThat(sent(third, "one")).containsExactly(Map.entry("Authorization", "Bearer s3cr3t-1"));
    assertThat(sent(third, "two")).containsExactly(Map.entry("X-Api-Key", "s3cr3t-3"));
    assertThat(second.kept()).containsExactly(new UnusableSecret("one", "key", "there is none"));
    assertThat(third.kept())
        .extracting(UnusableSecret::secret)
        .containsExactlyInAnyOrder("key", "other-key");
    assertThat(third.unusable()).isEmpty();
  }

  @Test
  void aSecretThatNeverWasUsableIsUnusableStill() {
    held.put("other-key", "s3cr3t-2");
    PolicyGeneration next = resolve(TWO);
    next = next.next(next.policy(), plugIns());

    assertThat(next.unusable()).extracting(UnusableSecret::secret).containsExactly("key");
    assertThat(next.kept()).isEmpty();
  }

  @Test
  void aPolicyTellsTheKeysOfASource() {
    CompiledPolicy policy = resolve(TWO).policy();

    assertThat(policy.keysIn("map")).containsExactly("key", "other-key");
    assertThat(policy.keysIn("file")).isEmpty();
  }

  @Test
  void eachProviderGetsItsOwnSecret() {
    held.putAll(Map.of("key", "s3cr3t-1", "other-key", "s3cr3t-2"));
    PolicyGeneration generation = resolve(TWO);

    assertThat(sent(generation, "one"))
        .containsExactly(Map.entry("Authorization", "Bearer s3cr3t-1"));
    assertThat(sent(generation, "two")).containsExactly(Map.entry("X-Api-Key", "s3cr3t-2"));
  }

  @Test
  void twoCredentialsOfOneProviderGoWhereTheyBelong() {
    held.putAll(Map.of("key", "s3cr3t-1", "other-key", "s3cr3t-2"));
    Policy policy =
        Policies.policy(
            Provider.of(
                "one",
                "https://one.example",
                inject("X-Zulu", "key", "raw"),
                inject("X-Alpha", "other-key", "raw")));

    assertThat(sent(resolve(policy), "one"))
        .containsExactly(Map.entry("X-Alpha", "s3cr3t-2"), Map.entry("X-Zulu", "s3cr3t-1"));
  }

  @Test
  void eachSecretIsReadOnceWhoeverInjectsIt() {
    held.put("key", "s3cr3t-1");
    resolve(
        Policies.policy(
            Provider.of(
                "one",
                "https://one.example",
                inject("Authorization", "key", "bearer"),
                inject("X-Api-Key", "key", "raw"),
                inject("X-Missing", "other-key", "raw"),
                inject("X-Missing-Too", "other-key", "raw")),
            Provider.of("two", "https://two.example", inject("Authorization", "key", "bearer"))));

    assertThat(reads).containsExactlyInAnyOrder("key", "other-key");
  }

  @Test
  void aSecretThatNoRuleInjectsIsNotRead() {
    resolve(Policies.policy(Provider.of("one", "https://one.example")));

    assertThat(reads).isEmpty();
  }

  @Test
  void aSourceThatThrowsIsNamedWithoutWhatItSays() {
    PlugIns throwing =
        plugIns(
            key -> {
              throw new IllegalStateException("found s3cr3t-1 but could not close");
            });
    PolicyGeneration generation =
        PolicyGeneration.resolve(CompiledPolicy.compile(TWO, throwing), throwing);

    assertThat(generation.unusable())
        .extracting(UnusableSecret::reason)
        .containsOnly("source `map` failed with java.lang.IllegalStateException");
    assertThat(decision(generation, "one")).isInstanceOf(Decision.Reject.class);
    assertThat(decision(generation, "one").toString()).doesNotContain("s3cr3t");
  }

  @SuppressWarnings({"DataFlowIssue", "NullAway"})
  @Test
  void aSourceThatReturnsNothingIsAMissingSecret() {
    PlugIns none = plugIns(key -> null);

    assertThat(PolicyGeneration.resolve(CompiledPolicy.compile(TWO, none), none).unusable())
        .hasSize(2);
  }

  @Test
  void standInsShowWhichSecretWouldGoAndReadNone() {
    CompiledPolicy policy = CompiledPolicy.compile(TWO, plugIns());
    PolicyGeneration generation = PolicyGeneration.standIns(policy);

    assertThat(sent(generation, "one")).containsExactly(Map.entry("Authorization", "(secret key)"));
    assertThat(sent(generation, "two"))
        .containsExactly(Map.entry("X-Api-Key", "(secret other-key)"));
    assertThat(generation.unusable()).isEmpty();
    assertThat(generation.policy()).isSameAs(policy);
    assertThat(reads).isEmpty();
  }

  @Test
  void aProviderOfAnotherPolicyIsRefusedEvenIfItLooksTheSame() {
    held.putAll(Map.of("key", "s3cr3t-1", "other-key", "s3cr3t-2"));
    ProviderPolicy foreign = provider(resolve(TWO), "one");
    PolicyGeneration generation = resolve(TWO);
    OutboundHead out = new OutboundHead();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> generation.evaluate(foreign, request(), out));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                generation.evaluateResponse(
                    foreign, foreign.classes().get(0), ResponseHead.builder(200).build(), out));
    assertThat(out.size()).isZero();
  }

  @Test
  void aPlugInThatIsGoneIsSaid() {
    CompiledPolicy policy = CompiledPolicy.compile(TWO, plugIns());
    PlugIns gone = PlugIns.of(List.of(), List.of(), List.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicyGeneration.resolve(policy, gone))
        .withMessageContaining("`map`");
  }

  @Test
  void nothingOfAGenerationPrintsASecret() {
    held.putAll(Map.of("key", "s3cr3t-1", "other-key", "s3cr3t-2"));
    PolicyGeneration generation = resolve(TWO);
    OutboundHead out = new OutboundHead();
    Decision decision = generation.evaluate(provider(generation, "one"), request(), out);

    assertThat(
            generation.toString()
                + generation.policy().warnings()
                + generation.policy().providers()
                + generation.unusable()
                + decision
                + out)
        .contains("one", "two", "Authorization")
        .doesNotContain("s3cr3t");
    assertThat(generation).hasToString("PolicyGeneration[one, two]");
    assertThat(Credential.standIn("s3cr3t")).hasToString("(secret)");
  }

  @Test
  void aDecisionShowsNoQuery() {
    assertThat(new Decision.Forward("/a/b?session=s3cr3t").toString())
        .contains("/a/b")
        .doesNotContain("s3cr3t");
  }

  @SuppressWarnings({"DataFlowIssue", "NullAway"})
  @Test
  void nullIsNotTaken() {
    CompiledPolicy policy =
        CompiledPolicy.compile(
            Policies.policy(Provider.of("one", "https://one.example")), plugIns());
    PolicyGeneration generation = PolicyGeneration.resolve(policy, plugIns());
    ProviderPolicy one = provider(generation, "one");
    RequestClass requests = one.classes().get(0);
    ResponseHead response = ResponseHead.builder(200).build();
    OutboundHead out = new OutboundHead();

    assertThatNullPointerException().isThrownBy(() -> PolicyGeneration.resolve(null, plugIns()));
    assertThatNullPointerException().isThrownBy(() -> PolicyGeneration.resolve(policy, null));
    assertThatNullPointerException().isThrownBy(() -> PolicyGeneration.standIns(null));
    assertThatNullPointerException().isThrownBy(() -> generation.evaluate(null, request(), out));
    assertThatNullPointerException().isThrownBy(() -> generation.evaluate(one, null, out));
    assertThatNullPointerException().isThrownBy(() -> generation.evaluate(one, request(), null));
    assertThatNullPointerException()
        .isThrownBy(() -> generation.evaluateResponse(null, requests, response, out));
    assertThatNullPointerException()
        .isThrownBy(() -> generation.evaluateResponse(one, requests, null, out));
    assertThatNullPointerException()
        .isThrownBy(() -> generation.evaluateResponse(one, null, response, out));
    assertThatNullPointerException()
        .isThrownBy(() -> generation.evaluateResponse(one, requests, response, null));
  }

  private interface Reading {
    String of(String key) throws SecretUnusableException;
  }

  private PlugIns plugIns() {
    return plugIns(
        key -> {
          reads.add(key);
          return Optional.ofNullable(held.get(key))
              .orElseThrow(() -> new SecretUnusableException("there is none"));
        });
  }

  private static PlugIns plugIns(Reading reading) {
    SecretSource source =
        new SecretSource() {
          @Override
          public String name() {
            return "map";
          }

          @Override
          public String read(String key) throws SecretUnusableException {
            return reading.of(key);
          }
        };
    return new PlugIns(
        ImmutableMap.of("map", source), Policies.plugIns(Map.of()).schemes(), ImmutableMap.of());
  }

  private PolicyGeneration resolve(Policy policy) {
    return PolicyGeneration.resolve(CompiledPolicy.compile(policy, plugIns()), plugIns());
  }

  private static ProviderPolicy provider(PolicyGeneration generation, String name) {
    return Optional.ofNullable(generation.policy().providers().get(name)).orElseThrow();
  }

  private static RequestHead request() {
    return RequestHead.builder("POST", RequestTarget.parse("/")).build();
  }

  private static Decision decision(PolicyGeneration generation, String provider) {
    return generation.evaluate(provider(generation, provider), request(), new OutboundHead());
  }

  private static List<Map.Entry<String, String>> sent(
      PolicyGeneration generation, String provider) {
    OutboundHead out = new OutboundHead();
    assertThat(generation.evaluate(provider(generation, provider), request(), out))
        .isInstanceOf(Decision.Forward.class);
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    for (int i = 0; i < out.size(); i++) {
      fields.add(Map.entry(out.name(i), out.value(i)));
    }
    return fields;
  }

  @Test
  void aSecretTooShortToBeLookedForInResponsesIsNamed() {
    Policy policy =
        Policies.policy(
            Provider.of("p", "https://p.example", Policies.inject("X-Api-Key", "key", "raw")),
            Provider.of(
                "q", "https://q.example", Policies.inject("Authorization", "other-key", "basic")));

    assertThat(Exchange.under(policy, Map.of("key", "1234567", "other-key", "u:12345678")))
        .extracting(exchange -> exchange.generation().brief())
        .isEqualTo(ImmutableSortedSet.of("key"));
    assertThat(Exchange.under(policy, Map.of("key", "12345678", "other-key", "long-user:1234567")))
        .extracting(exchange -> exchange.generation().brief())
        .isEqualTo(ImmutableSortedSet.of("other-key"));
  }
}
