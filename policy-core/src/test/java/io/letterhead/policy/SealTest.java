package io.letterhead.policy;

import static io.letterhead.policy.Policies.allow;
import static io.letterhead.policy.Policies.inject;
import static io.letterhead.policy.Policies.rename;
import static io.letterhead.policy.Policies.set;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing under a sealed name changes between the decision and the bytes. */
class SealTest {

  private final ProviderPolicy provider;
  private final OutboundHead decided = new OutboundHead();
  private final List<Map.Entry<String, String>> written = new ArrayList<>();

  SealTest() {
    Exchange exchange =
        Exchange.under(
            inject("Authorization", "key", "bearer"),
            set("X-Source", "gateway"),
            rename("X-Tenant", "X-Tenant-ID"),
            allow("X-Free*"));
    provider = exchange.provider();
    exchange
        .generation()
        .evaluate(
            provider,
            RequestHead.builder("POST", RequestTarget.parse("/"))
                .add("X-Tenant", "a")
                .add("X-Free", "1")
                .add("X-Free", "2")
                .build(),
            decided);
  }

  @BeforeEach
  void writeWhatWasDecided() {
    for (int i = 0; i < decided.size(); i++) {
      written.add(Map.entry(decided.name(i), decided.value(i)));
    }
    assertThat(written)
        .extracting(Map.Entry::getKey)
        .contains("Authorization", "X-Source", "X-Tenant-ID", "X-Free");
  }

  @Test
  void theDecisionItselfKeepsTheSeal() {
    assertSealed(true);
  }

  @Test
  void theOrderOfFieldsIsTheTransports() {
    Collections.reverse(written);

    assertSealed(true);
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization,     Bearer CALLER",
    "authorization,     x",
    "X-Api-Key,         CALLER",
    "x_api_key,         CALLER",
    "Cookie,            a=b",
    "X-Forwarded-For,   1.2.3.4",
    "Forwarded,         for=x",
    "X-Source,          other",
    "X-Tenant-ID,       b",
    "x.tenant.id,       b",
  })
  void anExtraSealedFieldBreaksIt(String name, String value) {
    written.add(Map.entry(name, value));

    assertSealed(false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "X-Source", "X-Tenant-ID"})
  void aMissingSealedFieldBreaksIt(String name) {
    written.removeIf(field -> field.getKey().equals(name));

    assertSealed(false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "X-Source", "X-Tenant-ID"})
  void aChangedValueBreaksIt(String name) {
    written.replaceAll(
        field -> field.getKey().equals(name) ? Map.entry(name, field.getValue() + " ") : field);

    assertSealed(false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "X-Source", "X-Tenant-ID"})
  void aSealedFieldThatIsWrittenTwiceBreaksIt(String name) {
    written.add(
        written.stream().filter(field -> field.getKey().equals(name)).findFirst().orElseThrow());

    assertSealed(false);
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, authorization",
    "X-Source,      X_Source",
    "X-Tenant-ID,   X-Tenant-Id",
  })
  void aSealedFieldInAnotherSpellingBreaksIt(String name, String respelled) {
    written.replaceAll(
        field -> field.getKey().equals(name) ? Map.entry(respelled, field.getValue()) : field);

    assertSealed(false);
  }

  @Test
  void swappedValuesBreakIt() {
    String source = value("X-Source");
    String tenant = value("X-Tenant-ID");
    written.removeIf(f -> f.getKey().equals("X-Source") || f.getKey().equals("X-Tenant-ID"));
    written.add(Map.entry("X-Source", tenant));
    written.add(Map.entry("X-Tenant-ID", source));

    assertSealed(false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "X-Free ",
        "X-Free:",
        "X-Free\r\nAuthorization",
        ":authority",
        "X-Fr\u00e9e",
        "Author\u0131zation"
      })
  void aNameThatIsNoneBreaksIt(String name) {
    written.add(Map.entry(name, "x"));

    assertSealed(false);
  }

  @Test
  void whatTheCallerOwnsIsNotItsConcern() {
    written.removeIf(field -> field.getKey().equals("X-Free"));
    written.add(Map.entry("x-free", "other"));
    written.add(Map.entry("Accept", "a"));
    written.add(Map.entry("User-Agent", "a"));

    assertSealed(true);
  }

  @Test
  void whatTheTransportOwnsIsNotItsConcern() {
    written.add(Map.entry("Host", "origin.example"));
    written.add(Map.entry("Content-Length", "0"));
    written.add(Map.entry("connection", "close"));

    assertSealed(true);
  }

  @Test
  void nothingWrittenIsNoSeal() {
    written.clear();

    assertSealed(false);
  }

  @Test
  void withoutACredentialNoneMayAppear() {
    Exchange open = Exchange.under(allow("*"));

    assertThat(open.provider().sealHolds(new OutboundHead(), List.of())).isTrue();
    assertThat(
            open.provider().sealHolds(new OutboundHead(), List.of(Map.entry("Authorization", "x"))))
        .isFalse();
  }

  private String value(String name) {
    return written.stream()
        .filter(field -> field.getKey().equals(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  private void assertSealed(boolean holds) {
    assertThat(provider.sealHolds(decided, written)).isEqualTo(holds);
  }
}
