package io.letterhead.policy;

import static io.letterhead.policy.Policies.inject;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a provider's response reaches the caller. */
class ResponseEvaluationTest {

  /** Its base64 has a {@code +} and a {@code /}; in URLs it needs escapes. */
  private static final String SECRET = "s3cr3t?>~ of/the+gateway";

  private static final Exchange OPEN = Exchange.under();
  private static final Exchange RAW = sending("raw", SECRET);

  private final List<String> passed = new ArrayList<>();
  private final Map<String, Removal> removed = new TreeMap<>();

  @BeforeEach
  void forget() {
    passed.clear();
    removed.clear();
  }

  @Test
  void theRestPassesAsSentInItsOrder() {
    assertThat(
            receive(
                OPEN,
                "content-type: a",
                "X-B: 1",
                "x-a: 2",
                "X-B: 3",
                "X-Empty: ",
                "X-Latin: \u00e9",
                "Date: now"))
        .isEmpty();
    assertThat(passed)
        .containsExactly(
            "content-type: a",
            "X-B: 1",
            "x-a: 2",
            "X-B: 3",
            "X-Empty: ",
            "X-Latin: \u00e9",
            "Date: now");
    assertThat(removed).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Connection,                transport",
    "connection,                transport",
    "Keep-Alive,                transport",
    "Proxy-Connection,          transport",
    "Transfer-Encoding,         transport",
    "transfer_encoding,         transport",
    "Content-Length,            transport",
    "TE,                        transport",
    "Trailer,                   transport",
    "Upgrade,                   transport",
    "Proxy-Authenticate,        transport",
    "PROXY-AUTHENTICATE,        transport",
    "Proxy-Authentication-Info, transport",
    "Sec-WebSocket-Accept,      transport",
    "Sec-WebSocket-Protocol,    transport",
    "HTTP2-Settings,            transport",
    "WWW-Authenticate,          denied",
    "www-authenticate,          denied",
    "WWW_Authenticate,          denied",
    "Alt-Svc,                   denied",
    "Clear-Site-Data,           denied",
    "Set-Cookie,                denied",
    "set.cookie,                denied",
    "Set-Cookie2,               denied",
    "X-Accel-Redirect,          denied",
    "X-Sendfile,                denied",
  })
  void whatBelongsToTheUpstreamHopIsRemovedInEverySpelling(String name, String removal) {
    assertThat(receive(OPEN, name + ": x", "X-Rest: y", name + ": z")).isEmpty();

    assertThat(passed).containsExactly("X-Rest: y");
    assertThat(removed).hasEntrySatisfying(name, at -> assertThat(at.id()).isEqualTo(removal));
  }

  @Test
  void everyNominatedFieldIsRemoved() {
    receive(
        OPEN,
        "X-A: 1",
        "Connection: close, x_a",
        "X-B: 2",
        "Connection: ,X-C ,\t, \"bad\"",
        "x-c: 3");

    assertThat(passed).containsExactly("X-B: 2");
    assertThat(removed)
        .containsEntry("X-A", Removal.NOMINATED)
        .containsEntry("x-c", Removal.NOMINATED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3cr3t?>~ of/the+gateway",
        "key=\"s3cr3t?>~ of/the+gateway\"",
        "xs3cr3t?>~ of/the+gatewayx",
        "czNjcjN0Pz5+IG9mL3RoZStnYXRld2F5",
        "czNjcjN0Pz5-IG9mL3RoZStnYXRld2F5",
        "a czNjcjN0Pz5+IG9mL3RoZStnYXRld2F5==",
        "s3cr3t%3F%3E~%20of%2Fthe%2Bgateway",
        "s3cr3t%3f%3e~%20of%2fthe%2bgateway",
        "s3cr3t%3F%3E%7E+of%2Fthe%2Bgateway",
        "s3cr3t?%3E~%20of/the+gateway",
        "+s3cr3t%3F%3E%7E+of%2Fthe%2Bgateway",
        "https://p.example/login?key=s3cr3t%3F%3E~%20of%2Fthe%2Bgateway&x=%zz%",
        "%73%33%63%72%33%74%3F%3E%7E%20%6F%66%2F%74%68%65%2B%67%61%74%65%77%61%79",
        "czNjcjN0Pz5%2BIG9mL3RoZStnYXRld2F5"
      })
  void aFieldThatReflectsTheSecretIsRemoved(String value) {
    assertThat(receive(RAW, "X-Echo: " + value, "X-Rest: y", "Cache-Control: no-store")).isEmpty();

    assertThat(passed).containsExactly("X-Rest: y", "Cache-Control: no-store");
    assertThat(removed).containsExactly(Map.entry("X-Echo", Removal.REFLECTED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "%",
        "%s3",
        "s3cr3t",
        "s3cr3t?>~ of/the+gatewa",
        "%73%33",
        "S3CR3T?>~ OF",
        "a%"
      })
  void whatOnlyResemblesTheSecretPasses(String value) {
    receive(RAW, "X-Echo: " + value, "Cache-Control: no-store");

    assertThat(passed).contains("X-Echo: " + value);
  }

  @Test
  void aFieldWhoseNameReflectsTheSecretIsRemoved() {
    Exchange exchange = sending("raw", "s3cr3t-of-the-gateway");

    receive(exchange, "X-s3cr3t-of-the-gateway: 1", "Cache-Control: a");

    assertThat(passed).containsExactly("Cache-Control: a");
    assertThat(removed.values()).containsExactly(Removal.REFLECTED);
    assertThat(removed.toString()).doesNotContain("s3cr3t");
  }

  @Test
  void theRenderedValueAndThePasswordAloneAreLookedFor() {
    Exchange basic = sending("basic", "user:pa55w0rd!");

    receive(
        basic,
        "X-1: Basic dXNlcjpwYTU1dzByZCE=",
        "X-2: dXNlcjpwYTU1dzByZCE",
        "X-3: user:pa55w0rd!",
        "X-4: pa55w0rd!",
        "X-5: cGE1NXcwcmQh",
        "X-6: pa55w0rd%21",
        "X-7: user",
        "Cache-Control: a");

    assertThat(passed).containsExactly("X-7: user", "Cache-Control: a");
  }

  @Test
  void everyCredentialOfTheProviderIsLookedForAndNoOthers() {
    Exchange two =
        Exchange.under(
            Policies.policy(
                Provider.of(
                    "p",
                    "https://p.example",
                    inject("Authorization", "key", "bearer"),
                    inject("X-Api-Key", "other-key", "raw"))),
            Map.of("key", "first-s3cr3t", "other-key", "second-s3cr3t"));

    receive(two, "X-1: first-s3cr3t", "X-2: second-s3cr3t", "X-3: third-s3cr3t");

    assertThat(passed).containsExactly("X-3: third-s3cr3t", "Cache-Control: private");
  }

  @Test
  void aShortSecretIsNotLookedForAsItWouldMatchAtChance() {
    receive(sending("raw", "1234567"), "X-1: 1234567", "X-2: MTIzNDU2Nw");
    assertThat(passed).contains("X-1: 1234567", "X-2: MTIzNDU2Nw");

    forget();
    receive(sending("raw", "12345678"), "X-1: 12345678", "X-2: MTIzNDU2Nzg");
    assertThat(passed).containsExactly("Cache-Control: private");
  }

  @Test
  void ofAShortSecretTheLongRenderedValueIsLookedFor() {
    receive(sending("bearer", "1234567"), "X-1: Bearer 1234567", "X-2: 1234567");

    assertThat(passed).containsExactly("X-2: 1234567", "Cache-Control: private");
  }

  @Test
  void standInsAreNotLookedFor() {
    PolicyGeneration generation = PolicyGeneration.standIns(RAW.generation().policy());
    OutboundHead out = new OutboundHead();
    generation.evaluateResponse(
        RAW.provider(),
        RAW.provider().classes().get(0),
        ResponseHead.builder(200).add("X-Echo", "(secret key)").build(),
        out);

    assertThat(out.name(0)).isEqualTo("X-Echo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Cache-Control: public", "cache-control: no-store", "CACHE-CONTROL: "})
  void anAnswerToACredentialKeepsTheProvidersOwnCacheControl(String line) {
    receive(RAW, line);

    assertThat(passed).containsExactly(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Other: 1",
        "Cache_Control: public",
        "Cache-Control: s3cr3t?>~ of/the+gateway",
        "Connection: cache-control"
      })
  void anAnswerToACredentialIsPrivateWhereNoCacheControlIsLeft(String line) {
    receive(RAW, line);

    assertThat(passed).contains("Cache-Control: private");
  }

  @Test
  void aNominatedCacheControlDoesNotCount() {
    receive(RAW, "Cache-Control: public", "Connection: Cache-Control");

    assertThat(passed).containsExactly("Cache-Control: private");
  }

  @Test
  void anAnswerToNoCredentialIsLeftAlone() {
    receive(OPEN, "X-Other: 1");

    assertThat(passed).containsExactly("X-Other: 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\rs3cr3t",
        "a\ns3cr3t",
        "s3cr3t\0",
        "s3cr3t\u007f",
        "s3cr3t\u0100",
        "\u001bs3cr3t"
      })
  void aMalformedValueRejectsWithoutShowingIt(String value) {
    assertThat(receive(OPEN, "X-A: 1", "X-Bad: " + value, "X-C: 1"))
        .contains(
            new Rejection(
                Rejection.Reason.MALFORMED_VALUE,
                "X-Bad",
                "the field `X-Bad` of the response holds a control character or one that is no"
                    + " byte"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Bearer s3cr3t", "s3cr3t:", "s3cr3t\r\nX", "s3cr3t\u00e9", "s3cr3t\0"})
  void aMalformedNameRejectsWithoutShowingItAsItMayHoldASecret(String name) {
    OutboundHead out = new OutboundHead();

    assertThat(
            OPEN.generation()
                .evaluateResponse(
                    OPEN.provider(),
                    OPEN.provider().classes().get(0),
                    ResponseHead.builder(200).add(name, "v").build(),
                    out))
        .contains(
            new Rejection(
                Rejection.Reason.MALFORMED_NAME,
                "",
                "the response holds a field whose name is no field name"));
  }

  @Test
  void aMalformedFieldRejectsEvenWhereItWouldBeRemoved() {
    assertThat(receive(OPEN, "Set-Cookie: a\nb")).isPresent();
    assertThat(receive(OPEN, "Connection: x-a", "X-A: a\nb")).isPresent();
  }

  private static Exchange sending(String scheme, String secret) {
    return Exchange.under(
        Policies.policy(
            Provider.of("p", "https://p.example", inject("Authorization", "key", scheme))),
        Map.of("key", secret));
  }

  private Optional<Rejection> receive(Exchange exchange, String... lines) {
    ResponseHead.Builder head = ResponseHead.builder(200);
    for (String line : lines) {
      int colon = line.indexOf(": ");
      head.add(line.substring(0, colon), line.substring(colon + 2));
    }
    return exchange
        .generation()
        .evaluateResponse(
            exchange.provider(),
            exchange.provider().classes().get(0),
            head.build(),
            new FieldSink() {
              @Override
              public void leaves(String name, String value, Owner owner) {
                passed.add(name + ": " + value);
              }

              @Override
              public void removed(String name, Removal removal) {
                removed.put(name, removal);
              }
            });
  }
}
