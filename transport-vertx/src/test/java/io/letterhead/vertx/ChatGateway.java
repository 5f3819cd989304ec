package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.conformance.ChatCompletionsOrigin;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.WireMessage;
import io.letterhead.policy.Guard;
import io.letterhead.policy.Operand;
import io.letterhead.policy.Policy;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.Positioned;
import io.letterhead.policy.Rule;
import io.letterhead.policy.Terms;
import io.letterhead.policy.WrittenValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A gateway for clients that are not ours: its provider {@code openai} is a chat-completions
 * origin, its provider {@code other} an origin that answers 200, each with a key of its own.
 */
final class ChatGateway implements AutoCloseable {

  /** The key of {@code openai}. */
  static final String SECRET = "sk-canary-9d1e7f3a5b60";

  /** The key of {@code other}. */
  static final String OTHER_SECRET = "sk-canary-other-58c2d90e";

  /** The key that each client is configured with. */
  static final String CALLERS_KEY = "sk-caller-27c04b6e8f13";

  private static final List<String> CREDENTIAL_SLOTS =
      List.of("x-api-key", "api-key", "cookie", "proxy-authorization", "x-goog-api-key");

  private final Running running;
  private final RecordingOrigin other;

  private ChatGateway(Running running, RecordingOrigin other) {
    this.running = running;
    this.other = other;
  }

  /** One that has both keys; the rules are those of {@code openai}, beside its injection. */
  static ChatGateway start(Rule... rules) {
    return start(Map.of("openai-key", SECRET, "other-key", OTHER_SECRET), rules);
  }

  /** The same, with {@link #rules}. */
  static ChatGateway withRules() {
    return start(rules());
  }

  /** One whose key for {@code openai} is missing. */
  static ChatGateway withoutKey() {
    return start(Map.of("other-key", OTHER_SECRET), rules());
  }

  private static ChatGateway start(Map<String, String> secrets, Rule... rules) {
    RecordingOrigin origin = RecordingOrigin.start(ChatCompletionsOrigin.responder());
    RecordingOrigin other = RecordingOrigin.start();
    ImmutableList<Rule> all =
        ImmutableList.<Rule>builder().add(bearer("openai-key")).add(rules).build();
    Policy policy =
        Policy.of(
            ImmutableList.of(Policies.declared("openai-key"), Policies.declared("other-key")),
            ImmutableList.of(),
            ImmutableList.of(),
            ImmutableList.of(
                Policies.provider("openai", origin.uri().toString(), all.toArray(new Rule[0])),
                Policies.provider("other", other.uri().toString(), bearer("other-key"))));
    PolicyGeneration generation = Policies.resolve(policy, secrets);
    return new ChatGateway(
        Running.of(origin, Running.config(), generation, DecisionListener.none()), other);
  }

  /**
   * {@code @sdk} and {@code X-Team} pass, {@code X-Tenant} leaves as {@code X-Tenant-ID}, {@code
   * X-Tier} is {@code free} or {@code paid}, and the policy writes {@code X-Request-Source}.
   */
  static Rule[] rules() {
    return new Rule[] {
      new Rule.Allow(ImmutableList.of(Operand.Group.of("@sdk")), ImmutableList.of(), Terms.IN_CODE),
      Policies.allow("X-Team"),
      new Rule.Rename(
          Operand.Name.of("X-Tenant"),
          Operand.Name.of("X-Tenant-ID"),
          ImmutableList.of(),
          Terms.IN_CODE),
      new Rule.Allow(
          ImmutableList.of(Operand.Name.of("X-Tier")),
          ImmutableList.of(new Guard.OneOf(ImmutableSet.of("free", "paid"))),
          Terms.IN_CODE),
      new Rule.Set(
          Operand.Name.of("X-Request-Source"),
          new WrittenValue.Fixed(Positioned.inCode("gateway")),
          Terms.IN_CODE)
    };
  }

  private static Rule bearer(String secret) {
    return new Rule.Inject(
        Operand.Name.of("Authorization"),
        Optional.of(Positioned.inCode(secret)),
        Positioned.inCode("bearer"),
        Optional.empty(),
        Terms.IN_CODE);
  }

  /** Where OpenAI's API is, for a client's configuration. */
  String baseUrl() {
    return url("/openai/v1");
  }

  String url(String target) {
    return "http://127.0.0.1:" + running.port() + target;
  }

  /** The origin of {@code openai}. */
  RecordingOrigin origin() {
    return running.origin();
  }

  /** The origin of {@code other}. */
  RecordingOrigin other() {
    return other;
  }

  /** Forgets what was received, and lets {@code openai} answer as at the start. */
  void forget() {
    origin().forget();
    origin().answerWith(ChatCompletionsOrigin.responder());
    other.forget();
  }

  /** The one request that {@code openai} has received, which must be ours in each sealed slot. */
  WireMessage received() throws InterruptedException {
    List<WireMessage> requests = origin().awaitRequests(1, Running.LIMIT);
    assertThat(requests).hasSize(1);
    assertSealed(requests.get(0));
    assertThat(other.requests()).isEmpty();
    return requests.get(0);
  }

  /** Checks that exactly one credential left, ours, and no byte of the caller's. */
  static void assertSealed(WireMessage request) {
    assertThat(request.isWellFormed()).as(request.defect()).isTrue();
    assertThat(request.values("Authorization")).containsExactly("Bearer " + SECRET);
    assertThat(request.valuesFolded("Authorization")).hasSize(1);
    assertThat(request.head()).containsOnlyOnce(SECRET);
    assertThat(request.head()).doesNotContain(CALLERS_KEY, "evil");
    assertThat(request.body()).doesNotContain(SECRET, CALLERS_KEY);
    for (String slot : CREDENTIAL_SLOTS) {
      assertThat(request.valuesFolded(slot)).as(slot).isEmpty();
    }
  }

  /** Lets the gateway stop. */
  void drain() {
    var unused = running.drain();
  }

  /** Checks that no origin has received a byte. */
  void assertNothingReceived() {
    assertThat(origin().requests()).isEmpty();
    assertThat(other.requests()).isEmpty();
  }

  @Override
  public void close() {
    other.close();
    running.close();
  }
}
