package io.letterhead.policy;

import static io.letterhead.policy.Policies.allow;
import static io.letterhead.policy.Policies.inject;
import static io.letterhead.policy.Policies.policy;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Subject.Line;
import io.letterhead.policy.scheme.RawScheme;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A secret is in the field that its rule injects, for its provider, and nowhere else at all. */
class ConfinementTest {

  private static final String ONE = "canary-of-one-4711";
  private static final String OTHER = "user:canary-of-other-0815";
  private static final PlugIns PLUG_INS = Policies.plugIns(Map.of("key", ONE, "other-key", OTHER));
  private static final CompiledPolicy COMPILED =
      CompiledPolicy.compile(
          policy(
              Provider.of(
                  "one", "https://one.example", inject("X-Api-Key", "key", "raw"), allow("X-*")),
              Provider.of(
                  "other",
                  "https://other.example",
                  inject("Authorization", "other-key", "basic"),
                  allow("*"))),
          PLUG_INS);
  private static final PolicyGeneration GENERATION = PolicyGeneration.resolve(COMPILED, PLUG_INS);

  @Property(tries = 5_000)
  void eachProviderGetsItsOwnSecretAndNoOther(@ForAll("requests") List<Line> lines) {
    for (ProviderPolicy provider : COMPILED.providers().values()) {
      boolean one = provider.name().equals("one");
      OutboundHead out = new OutboundHead();
      Decision decision = GENERATION.evaluate(provider, head(lines), out);
      for (int i = 0; i < out.size(); i++) {
        String slot = FieldName.fold(out.name(i));
        assertThat(reveals(out.value(i), ONE))
            .as("%s for %s", slot, provider)
            .isEqualTo(one && slot.equals("x-api-key"));
        assertThat(reveals(out.value(i), "canary-of-other"))
            .as("%s for %s", slot, provider)
            .isEqualTo(!one && slot.equals("authorization"));
      }
      assertSilent(decision, out, head(lines), provider, GENERATION);
    }
  }

  @Property(tries = 2_000)
  void noResponseFieldHandsASecretBack(@ForAll("reflections") String value) {
    for (ProviderPolicy provider : COMPILED.providers().values()) {
      OutboundHead out = new OutboundHead();
      ResponseHead response =
          ResponseHead.builder(200).add("X-Echo", value).add("ETag", "plain").build();
      assertThat(GENERATION.evaluateResponse(provider, provider.classes().get(0), response, out))
          .isEmpty();
      boolean own = provider.name().equals("one") == reveals(value, ONE);
      assertThat(out.toString()).contains("ETag");
      if (own) {
        assertThat(out.toString()).doesNotContain("X-Echo");
      }
      assertSilent(out, response);
    }
  }

  @Example
  void whatHoldsASecretDoesNotPrintIt() throws SecretUnusableException {
    Secret secret = Secret.of(ONE);
    PolicyGeneration broken =
        PolicyGeneration.resolve(
            COMPILED, Policies.plugIns(Map.of("key", ONE + "\u0001", "other-key", ONE)));

    assertSilent(
        secret,
        Credential.render("key", secret, new RawScheme()),
        broken,
        broken.unusable(),
        GENERATION.policy().secrets());
    assertThat(broken.unusable()).extracting(UnusableSecret::secret).contains("key", "other-key");
    assertThat(secret).isNotInstanceOf(java.io.Serializable.class).isNotEqualTo(Secret.of(ONE));
  }

  @Example
  void exceptionsAreSilentInTheirWholeTrace() {
    StringWriter trace = new StringWriter();
    try {
      Secret.of(ONE + "\r\nX: y");
    } catch (SecretUnusableException e) {
      e.printStackTrace(new PrintWriter(trace));
    }
    try {
      RequestTarget.parse("/" + ONE + "\\");
    } catch (RejectedException e) {
      e.printStackTrace(new PrintWriter(trace));
    }
    assertThat(trace.toString()).contains("Unusable", "Rejected").doesNotContain(ONE);
  }

  private static RequestHead head(List<Line> lines) {
    RequestHead.Builder head = RequestHead.builder("POST", RequestTarget.parse("/v1/x"));
    lines.forEach(line -> head.add(line.name(), line.value()));
    return head.build();
  }

  private static boolean reveals(String value, String canary) {
    String coded = value.substring(value.indexOf(' ') + 1);
    return value.contains(canary) || decoded(coded).contains(canary);
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }

  private static void assertSilent(Object... printed) {
    for (Object one : printed) {
      assertThat(one.toString())
          .doesNotContain("canary")
          .doesNotContain(Laws.MARK)
          .doesNotContain(
              Base64.getEncoder().encodeToString(OTHER.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Provide
  Arbitrary<List<Line>> requests() {
    return Laws.requests();
  }

  @Provide
  Arbitrary<String> reflections() {
    ImmutableList<String> forms =
        ImmutableList.of(
            ONE,
            "Bearer " + ONE,
            "key=" + ONE + ";",
            Base64.getEncoder().encodeToString(ONE.getBytes(StandardCharsets.UTF_8)),
            "Basic " + Base64.getEncoder().encodeToString(OTHER.getBytes(StandardCharsets.UTF_8)),
            OTHER,
            "canary-of-other-0815");
    return Arbitraries.of(forms);
  }
}
