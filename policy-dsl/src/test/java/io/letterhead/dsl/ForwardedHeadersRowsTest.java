package io.letterhead.dsl;

import static io.letterhead.dsl.Served.CARRIER;
import static io.letterhead.dsl.Served.data;
import static io.letterhead.dsl.Served.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.Removal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which of a caller's values leave as fields, row by row of the behaviours that were found in the
 * {@code forward_headers} of Llama Stack and OGX: here is what this engine answers in each.
 */
class ForwardedHeadersRowsTest {

  private static final String SUBSCRIPTION = "set: X-MaaS-Subscription, from-caller-data: sub";
  private static final Served MAPPED = Served.vllm(SUBSCRIPTION);

  @Test
  void L20_anyProviderMapsAKeyOfTheDataToAField() {
    assertThat(MAPPED.send(data("{'sub':'gold'}")).fields())
        .containsExactly("X-MaaS-Subscription: gold");
  }

  @Test
  void L21_aKeyThatNoRuleReadsNeverLeaves() {
    String all = data("{'sub':'m4rk3r','other':'m4rk3r','extra':{'X-Other':'m4rk3r'}}");

    assertThat(Served.vllm().send(all).fields()).isEmpty();
    assertThat(MAPPED.send(all).fields()).containsExactly("X-MaaS-Subscription: m4rk3r");
  }

  @Test
  void L22_aRuleThatMayNotBeIsRefusedAtLoadAndNeverAtARequest() {
    assertThat(Served.load(Served.provider("set: Cookie, from-caller-data: c")).policy()).isEmpty();
  }

  @Test
  void L23_everyFaultIsReportedAtOnceEachAtItsPlace() {
    Loaded loaded =
        Served.load(
            Served.provider(
                "set: X Tenant, from-caller-data: a",
                "set: Host, from-caller-data: b",
                "set: Cookie, from-caller-data: c",
                "set: X-A, from-caller-data: 'd e'"));

    assertThat(loaded.problems())
        .extracting(problem -> problem.name() + "@" + problem.position().line())
        .containsExactly(
            "bad-field-name@10", "transport-owned@11", "sealed-target@12", "bad-name@13");
  }

  @Test
  void L24_noPrefixOfAKeyIsReservedForTheEngineKeepsNothingOfItsOwnAmongTheData() {
    assertThat(
            Served.vllm("set: X-User, from-caller-data: __authenticated_user")
                .send(data("{'__authenticated_user':'u'}"))
                .fields())
        .containsExactly("X-User: u");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X Tenant ID", "", ":path", "X-A ", " X-A", "X\u00e4", "X-A:", "X(A)"})
  void L25_aNameIsATokenAsItIsWrittenAndNothingIsStrippedFromIt(String name) {
    assertThat(problemsOf("set: \"" + name + "\", from-caller-data: a"))
        .containsExactly("bad-field-name");
    Served.Answer answer =
        Served.vllm("allow: \"*\"").send(data("{'extra':{'" + utf8(name) + "':'v'}}"));
    assertThat(answer.reason()).isEqualTo("malformed-name");
  }

  private static String utf8(String name) {
    return name.replace("\u00e4", "\\u00e4");
  }

  @ParameterizedTest
  @CsvSource({
    "Host, transport-owned",
    "hOST, transport-owned",
    "Content-Length, transport-owned",
    "content_length, transport-owned",
    "Transfer-Encoding, transport-owned",
    "Connection, transport-owned",
    "Upgrade, transport-owned",
    "TE, transport-owned",
    "Trailer, transport-owned",
    "Keep-Alive, transport-owned",
    "Proxy-Connection, transport-owned",
    "Cookie, sealed-target",
    "Set-Cookie, sealed-target",
    "Authorization, sealed-target",
    "AUTHORIZATION, sealed-target",
    "Proxy-Authorization, sealed-target",
    "X-Api-Key, sealed-target",
    "x_api_key, sealed-target",
    "Forwarded, sealed-target",
    "X-Forwarded-For, sealed-target",
    "X-Forwarded-Host, sealed-target",
    "X-Forwarded-Proto, sealed-target",
    "X-Forwarded-Prefix, sealed-target",
    "X-Forwarded-Port, sealed-target",
    "X-Real-IP, sealed-target",
    "CF-Connecting-IP, sealed-target",
    "True-Client-IP, sealed-target",
  })
  void L26_noDatumIsMappedToAReservedOrFramingNameInAnySpelling(String name, String problem) {
    assertThat(problemsOf("set: " + name + ", from-caller-data: a")).containsExactly(problem);
  }

  @Test
  void L26_aContentTypeMayBeMappedAndIsThePolicysFromThenOn() {
    assertThat(
            Served.vllm("set: Content-Type, from-caller-data: type")
                .send(data("{'type':'text/a'}"), "Content-Type: text/b")
                .fields())
        .containsExactly("Content-Type: text/a");
  }

  @Test
  void L27_aDenyOnlyTightensInWhateverCaseAndUnsealsNothing() {
    Served denying = Served.vllm("allow: X-*", "deny: x-TENANT*", "deny: Authorization");
    Served.Answer answer =
        denying.send(
            data(
                "{'extra':{'X-Tenant-ID':'a','X-A':'b','authorization':'m4rk3r','x_tenant':'c'}}"));

    assertThat(answer.fields()).containsExactly("X-A: b");
    assertThat(answer.removed())
        .containsEntry("X-Tenant-ID", Removal.DENIED)
        .containsEntry("x_tenant", Removal.DENIED)
        .containsEntry("authorization", Removal.SEALED);
    assertThat(problemsOf("deny: \"\"")).containsExactly("bad-field-name");
    assertThat(problemsOf("deny: X Y")).containsExactly("bad-field-name");
    assertThat(problemsOf("deny: X-Internal")).isEmpty();
  }

  @Test
  void L28_aCallerChoosesNoNameBeyondThoseThatRulesLetPass() {
    assertThat(
            Served.vllm(SUBSCRIPTION, "allow: X-Trace-*")
                .send(data("{'sub':'s','extra':{'X-Chosen':'m4rk3r','X-Trace-A':'a'}}"))
                .fields())
        .containsExactly("X-Trace-A: a", "X-MaaS-Subscription: s");
  }

  @Test
  void L29_aKeyIsLiteralAndNothingNestedIsReached() {
    Served dotted = Served.vllm("set: X-A, from-caller-data: a.b");

    assertThat(dotted.send(data("{'a.b':'1','a':{'b':'m4rk3r'}}")).fields())
        .containsExactly("X-A: 1");
    assertThat(dotted.send(data("{'a':{'b':'m4rk3r'}}")).fields()).isEmpty();
    assertThat(dotted.send(data("{'a.b':{'c':'m4rk3r'}}")).message())
        .endsWith("holds an object under `a.b`, where a text belongs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"k3y", "Bearer k3y", "bearer k3y", "BEARER k3y"})
  void L30_aSetWritesTheValueAsItIsAndACredentialGetsItsSchemeOnceEitherWay(String value) {
    Served served =
        Served.vllm(
            "set: X-Copy, from-caller-data: copy",
            "inject: Authorization, as: bearer, caller-may-bring: { data: key }");

    assertThat(served.send(data("{'copy':'" + value + "','key':'" + value + "'}")).fields())
        .containsExactly("Authorization: Bearer k3y", "X-Copy: " + value);
  }

  @ParameterizedTest
  @CsvSource({
    "3, a number",
    "-0.5e3, a number",
    "true, a boolean",
    "false, a boolean",
    "['m4rk3r'], an array",
    "{'m4rk3r':1}, an object"
  })
  void L31_nothingIsCoercedToAText(String value, String kind) {
    Served.Answer answer = MAPPED.send(data("{'sub':" + value + "}"));

    assertThat(answer.message())
        .isEqualTo(
            "the field `" + CARRIER + "` holds " + kind + " under `sub`, where a text belongs");
  }

  @Test
  void L32_nullRejectsAndAMissingKeyWritesNothing() {
    assertThat(MAPPED.send(data("{'sub':null}")).message()).contains("holds `null` under `sub`");
    assertThat(MAPPED.send(data("{}")).fields()).isEmpty();
  }

  @Test
  void L33_anEmptyTextRejects() {
    assertThat(MAPPED.send(data("{'sub':''}")).message())
        .endsWith("holds an empty text under `sub`");
    assertThat(MAPPED.send(data("{'sub':' '}")).reason()).isEqualTo("caller-data");
    assertThat(MAPPED.send(data("{'extra':{'X-Any':''}}")).reason()).isEqualTo("caller-data");
  }

  @ParameterizedTest
  @CsvSource({
    "\\r\\nX-Injected: m4rk3r, malformed-value",
    "\\n, malformed-value",
    "\\u0000, malformed-value",
    "\\u0008, malformed-value",
    "\\u001f, malformed-value",
    "\\u007f, malformed-value",
    "\\u2028, malformed-value",
    "\\u2029, malformed-value",
    "\\u0085, non-ascii",
  })
  void L34_aControlCharacterRejectsAndIsNeverStripped(String character, String reason) {
    Served.Answer written = MAPPED.send(data("{'sub':'m4rk3r" + character + "m4rk3r'}"));
    Served.Answer passing =
        MAPPED.send(data("{'extra':{'X-Any':'m4rk3r" + character + "m4rk3r'}}"));

    assertThat(written.reason()).isEqualTo(reason);
    assertThat(written.field()).isEqualTo(CARRIER);
    assertThat(written.message()).contains("under `sub`");
    assertThat(passing.reason()).isEqualTo(reason);
    assertThat(passing.field()).isEqualTo("X-Any");
  }

  @Test
  void L34_aTabInsideOfAValueIsNoControlCharacterOfAField() {
    assertThat(MAPPED.send(data("{'sub':'a\\tb'}")).fields())
        .containsExactly("X-MaaS-Subscription: a\tb");
  }

  @ParameterizedTest
  @CsvSource({
    "\\u00e9, non-ascii",
    "\\u20ac, malformed-value",
    "\\ud83d\\ude00, malformed-value",
    "\u00c3\u00a9, non-ascii", // the bytes of an e with an acute accent
    "\u00e2\u0082\u00ac, malformed-value" // and of a euro sign
  })
  void L35_whatIsNotAsciiRejectsByNameAndIsNeverGuessedAnEncoding(String text, String reason) {
    assertThat(MAPPED.send(data("{'sub':'m4rk3r" + text + "'}")).reason()).isEqualTo(reason);
    assertThat(MAPPED.send(data("{'extra':{'X-Any':'m4rk3r" + text + "'}}")).reason())
        .isEqualTo(reason);
  }

  @Test
  void L36_aValueLongerThanItsRuleSaysRejectsAndIsNeverDropped() {
    Served limited = Served.vllm("allow: X-Long, max-length: 8192");

    assertThat(limited.send(data("{'extra':{'X-Long':'" + "a".repeat(8192) + "'}}")).fields())
        .containsExactly("X-Long: " + "a".repeat(8192));
    Served.Answer longer = limited.send(data("{'extra':{'X-Long':'" + "a".repeat(8193) + "'}}"));
    assertThat(longer.reason()).isEqualTo("guard");
    assertThat(longer.field()).isEqualTo("X-Long");
  }

  @Test
  void L37_twoRulesThatWriteOneNameDoNotLoadAndTwoSpellingsInTheDataReject() {
    assertThat(problemsOf("set: X-A, from-caller-data: a", "set: x_a, from-caller-data: b"))
        .containsExactly("two-writers");
    Served exact = Served.vllm("allow: X-A");
    assertThat(exact.send(data("{'extra':{'X-A':'1','x_a':'2'}}")).reason()).isEqualTo("spellings");
    assertThat(exact.send(data("{'extra':{'X-A':'1'}}"), "x-a: 2").reason())
        .isEqualTo("caller-data");
  }

  @Test
  void L38_noWhiteSpaceIsTakenOffAName() {
    assertThat(problemsOf("set: \" X-A\", from-caller-data: a")).containsExactly("bad-field-name");
    assertThat(MAPPED.send(data("{'extra':{'X-Any ':'a'}}")).reason()).isEqualTo("malformed-name");
  }

  @Test
  void L39_theRealValueLeavesAndNoMask() {
    assertThat(MAPPED.send(data("{'sub':'m4rk3r'}")).fields())
        .containsExactly("X-MaaS-Subscription: m4rk3r");
  }

  @Test
  void L40_anyKeyMayBeReadWithoutASchemaThatDeclaresIt() {
    assertThat(
            Served.vllm("set: X-A, from-caller-data: our/own-Key.1")
                .send(data("{'our/own-Key.1':'a','another':1}"))
                .fields())
        .containsExactly("X-A: a");
  }

  @Test
  void L41_whereNothingArrivesARequireRejectsInsteadOfAWarning() {
    assertThat(MAPPED.send(data("{'other':'a'}")).fields()).isEmpty();
    assertThat(
            Served.vllm(SUBSCRIPTION, "require: X-MaaS-Subscription")
                .send(data("{'other':'a'}"))
                .message())
        .isEqualTo("the field `X-MaaS-Subscription` is required");
  }

  @Test
  void L42_aRequiredFieldIsMetByTheDataWhicheverWayItComes() {
    Served required = Served.vllm(SUBSCRIPTION, "require: X-MaaS-Subscription", "require: X-Any");

    assertThat(required.send(data("{'sub':'s','extra':{'X-Any':'a'}}")).fields())
        .containsExactly("X-Any: a", "X-MaaS-Subscription: s");
    assertThat(required.send(data("{'sub':'s'}")).reason()).isEqualTo("required");
    assertThat(required.send(data("{'extra':{'X-Any':'a'}}")).field())
        .isEqualTo("X-MaaS-Subscription");
  }

  @Test
  void L43_aFixedValueIsCheckedAtLoadAndNoCallerReplacesIt() {
    assertThat(problemsOf("set: X-A, to: \"\"")).containsExactly("bad-fixed-value");
    assertThat(problemsOf("set: X-A, to: \"a\\r\\nb\"")).containsExactly("bad-fixed-value");
    assertThat(problemsOf("set: Authorization, to: a")).containsExactly("sealed-target");
    assertThat(
            Served.vllm("set: X-Source, to: gateway")
                .send("X-Source: m4rk3r", data("{'extra':{'x_source':'m4rk3r'}}"))
                .reason())
        .isEqualTo("caller-data");
    assertThat(
            Served.vllm("set: X-Source, to: gateway")
                .send(data("{'extra':{'x_source':'m4rk3r'}}"))
                .fields())
        .containsExactly("X-Source: gateway");
  }

  @Test
  void L44_theProvidersFieldsComeBackButForThoseThatAreItsHopsOrARuleDenies() {
    Served served =
        Served.under(
            """
            response-rules: [ { deny: X-Internal-* } ]
            providers: { vllm: { origin: "https://p.example" } }
            """);

    assertThat(
            served.response(
                "X-Request-ID: r", "X-Internal-Node: m4rk3r", "Set-Cookie: m4rk3r", "Date: d"))
        .containsExactly("X-Request-ID: r", "Date: d");
  }
}
